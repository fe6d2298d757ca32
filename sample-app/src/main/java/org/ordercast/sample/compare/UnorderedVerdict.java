package org.ordercast.sample.compare;

import java.util.List;

/**
 * What can truthfully be said about the lane without ordering. Whether two books agree is only said of places at which
 * both servers had applied the very same commands; then nothing but the order of their arrival can make them differ.
 *
 * @param kind what is to be said
 * @param after after how many commands it was so, the same ones at the servers compared
 * @param differedAt the first number of commands, the same ones, after which two books differed; 0 if they never did
 * @param fewest how many commands the server with the fewest has applied by now
 * @param most how many commands the server with the most has applied by now
 */
public record UnorderedVerdict(Kind kind, long after, long differedAt, long fewest, long most) {

    /** What is to be said. */
    public enum Kind {
        /** No other server can be compared. */
        ALONE,
        /** Nothing was applied yet. */
        NOTHING_YET,
        /** The servers are not in the same round: a reset has not arrived everywhere. */
        RESETTING,
        /** Some server never had the same commands as this one: they are on their way, or it was down meanwhile. */
        INCOMPLETE,
        /** Wherever two servers last had the same commands, their books were equal. */
        AGREE,
        /** Where two servers last had the same commands, their books were not equal. */
        DIFFER
    }

    /**
     * One peer, as compared with this server.
     *
     * @param round its round
     * @param count how many commands it has applied in this round
     * @param lastComparable the last number of commands at which it had the same ones as this server, 0 if at none
     * @param equalThere whether the two books were equal there
     * @param firstDifference the first such number at which they were not, 0 if at none
     */
    public record Standing(long round, long count, long lastComparable, boolean equalThere, long firstDifference) {}

    /**
     * Judges.
     *
     * @param round this server's round
     * @param count how many commands this server has applied in it
     * @param peers the other servers that answer
     * @return the verdict
     */
    public static UnorderedVerdict of(long round, long count, List<Standing> peers) {
        long fewest =
                Math.min(count, peers.stream().mapToLong(Standing::count).min().orElse(count));
        long most =
                Math.max(count, peers.stream().mapToLong(Standing::count).max().orElse(count));
        long differedAt = peers.stream()
                .mapToLong(Standing::firstDifference)
                .filter(place -> place > 0)
                .min()
                .orElse(0);
        Kind kind = kind(round, most, peers);
        long after = peers.stream()
                .filter(peer -> kind != Kind.DIFFER || !peer.equalThere())
                .mapToLong(Standing::lastComparable)
                .min()
                .orElse(0);
        return new UnorderedVerdict(kind, after, differedAt, fewest, most);
    }

    private static Kind kind(long round, long most, List<Standing> peers) {
        if (peers.isEmpty()) {
            return Kind.ALONE;
        }
        if (peers.stream().anyMatch(peer -> peer.round() != round)) {
            return Kind.RESETTING;
        }
        if (most == 0) {
            return Kind.NOTHING_YET;
        }
        if (peers.stream().anyMatch(peer -> !peer.equalThere())) {
            return Kind.DIFFER;
        }
        return peers.stream().allMatch(peer -> peer.lastComparable() > 0) ? Kind.AGREE : Kind.INCOMPLETE;
    }
}
