package org.ordercast.sample.compare;

import java.util.List;
import java.util.Map;

/**
 * What can truthfully be said about the lane without ordering. Whether the books agree is only said of servers that
 * have applied the very same commands; then nothing but the order of their arrival can make them differ.
 *
 * @param kind what is to be said
 * @param fewest how many commands the server with the fewest has applied
 * @param most how many commands the server with the most has applied
 * @param differedAt the first number of commands after which two books differed, 0 if they never did
 */
public record UnorderedVerdict(Kind kind, long fewest, long most, long differedAt) {

    /** The verdict before there is any. */
    public static final UnorderedVerdict NONE = new UnorderedVerdict(Kind.NOTHING_YET, 0, 0, 0);

    /** What is to be said. */
    public enum Kind {
        /** No other server can be compared. */
        ALONE,
        /** Nothing was applied yet. */
        NOTHING_YET,
        /** The servers are not in the same round: a reset has not arrived everywhere. */
        RESETTING,
        /** Not every server has applied every command: some are on their way, or were sent while a server was down. */
        INCOMPLETE,
        /** All have applied the same commands, and all books are equal. */
        AGREE,
        /** All have applied the same commands, and the books are not equal. */
        DIFFER
    }

    /**
     * One server, as the verdict sees it.
     *
     * @param round its round
     * @param origins how many commands of each server it has applied in this round; a server's commands arrive in the
     *     order in which they were sent, so that equal numbers mean equal commands
     * @param digest the digest of its book's state
     * @param firstDifference where it first differed from this server, 0 if nowhere
     */
    public record Standing(long round, Map<String, Long> origins, String digest, long firstDifference) {

        private long count() {
            return origins.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * Judges.
     *
     * @param all the servers that answer
     * @return the verdict
     */
    public static UnorderedVerdict of(List<Standing> all) {
        long fewest = all.stream().mapToLong(Standing::count).min().orElse(0);
        long most = all.stream().mapToLong(Standing::count).max().orElse(0);
        long differedAt = all.stream()
                .mapToLong(Standing::firstDifference)
                .filter(place -> place > 0)
                .min()
                .orElse(0);
        return new UnorderedVerdict(kind(all, most), fewest, most, differedAt);
    }

    /**
     * Whether this is a final word: all have applied the same commands.
     *
     * @return true if the books agree or differ
     */
    public boolean isComplete() {
        return kind == Kind.AGREE || kind == Kind.DIFFER;
    }

    /**
     * Whether an earlier final word still says something now: commands were only added since.
     *
     * @param earlier the earlier verdict
     * @return false if the servers went back, for one restarted or a new round began
     */
    public boolean continues(UnorderedVerdict earlier) {
        return kind == Kind.INCOMPLETE && fewest >= earlier.most();
    }

    private static Kind kind(List<Standing> all, long most) {
        if (all.size() < 2) {
            return Kind.ALONE;
        }
        if (distinct(all.stream().map(Standing::round).toList()) > 1) {
            return Kind.RESETTING;
        }
        if (most == 0) {
            return Kind.NOTHING_YET;
        }
        if (distinct(all.stream().map(Standing::origins).toList()) > 1) {
            return Kind.INCOMPLETE;
        }
        return distinct(all.stream().map(Standing::digest).toList()) == 1 ? Kind.AGREE : Kind.DIFFER;
    }

    private static long distinct(List<?> values) {
        return values.stream().distinct().count();
    }
}
