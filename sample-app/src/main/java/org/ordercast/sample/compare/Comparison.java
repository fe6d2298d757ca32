package org.ordercast.sample.compare;

import java.util.OptionalLong;

/**
 * Compares this server's trail with one peer's, place by place, each place once. For one thread at a time.
 */
public final class Comparison {

    private long comparedTo;
    private long firstDifference;

    /** Begins a comparison at the trails' beginning. */
    public Comparison() {
        this(0);
    }

    /**
     * Begins a comparison in the middle.
     *
     * @param after the place after which to compare
     */
    public Comparison(long after) {
        comparedTo = after;
    }

    /**
     * Compares what both have.
     *
     * @param own this server's trail
     * @param peer the peer's next places, those after {@link #comparedTo()}
     */
    public void compare(DigestTrail own, TrailSegment peer) {
        long ownLast = own.last();
        for (int i = 0; i < peer.length() && peer.index(i) <= ownLast; i++) {
            long index = peer.index(i);
            if (index <= comparedTo) {
                continue;
            }
            OptionalLong mine = own.at(index);
            if (firstDifference == 0 && mine.isPresent() && mine.getAsLong() != peer.digest(i)) {
                firstDifference = index;
            }
            comparedTo = index;
        }
    }

    /**
     * How far both trails were compared.
     *
     * @return the last compared place
     */
    public long comparedTo() {
        return comparedTo;
    }

    /**
     * The first place at which the two differed.
     *
     * @return the place, or 0 if they never did
     */
    public long firstDifference() {
        return firstDifference;
    }
}
