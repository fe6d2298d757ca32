package org.ordercast.sample.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * What can truthfully be said about the ordered lane: up to which sequence all servers that can be compared agree.
 *
 * @param kind what is to be said
 * @param upTo the last sequence at which all were compared and equal
 * @param ahead the highest sequence that any of them has reached
 * @param differsAt the first sequence at which two differed, 0 if none did
 * @param servers the servers that the verdict is about
 * @param without the servers that it is not about, for they are down or catching up
 */
public record OrderedVerdict(
        Kind kind, long upTo, long ahead, long differsAt, List<String> servers, List<String> without) {

    /** What is to be said. */
    public enum Kind {
        /** This server is still catching up, and has nothing to compare. */
        CATCHING_UP,
        /** No other server can be compared. */
        ALONE,
        /** Nothing was ordered yet. */
        NOTHING_YET,
        /** All agree. */
        AGREE,
        /** Two servers differ at the same sequence: what Ordercast must never let happen. */
        DIFFER
    }

    /**
     * One server, as the verdict sees it.
     *
     * @param id its id
     * @param live whether it answers and has the book
     * @param position the last sequence it has applied
     * @param comparedTo how far it was compared with this server; its own position for this server itself
     * @param firstDifference where it first differed from this server, 0 if nowhere
     */
    public record Standing(String id, boolean live, long position, long comparedTo, long firstDifference) {}

    /**
     * Judges.
     *
     * @param self this server
     * @param peers the others, as compared with this one
     * @return the verdict
     */
    public static OrderedVerdict of(Standing self, List<Standing> peers) {
        List<String> servers = new ArrayList<>(List.of(self.id()));
        List<String> without = new ArrayList<>();
        long upTo = self.position();
        long ahead = self.position();
        long differsAt = 0;
        for (Standing peer : peers) {
            if (!peer.live()) {
                without.add(peer.id());
                continue;
            }
            servers.add(peer.id());
            upTo = Math.min(upTo, Math.min(peer.comparedTo(), peer.position()));
            ahead = Math.max(ahead, peer.position());
            if (peer.firstDifference() > 0) {
                differsAt = differsAt == 0 ? peer.firstDifference() : Math.min(differsAt, peer.firstDifference());
            }
        }
        return new OrderedVerdict(kind(self, servers, ahead, differsAt), upTo, ahead, differsAt, servers, without);
    }

    private static Kind kind(Standing self, List<String> servers, long ahead, long differsAt) {
        if (!self.live()) {
            return Kind.CATCHING_UP;
        }
        if (servers.size() == 1) {
            return Kind.ALONE;
        }
        if (differsAt > 0) {
            return Kind.DIFFER;
        }
        return ahead == 0 ? Kind.NOTHING_YET : Kind.AGREE;
    }
}
