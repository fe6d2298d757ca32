package org.ordercast.sample.compare;

import java.util.OptionalLong;

/**
 * Compares this server's trail with one peer's, place by place, each place once. For one thread at a time.
 */
public final class Comparison {

    private long comparedTo;
    private long compared;
    private long firstDifference;
    private boolean lastWasEqual = true;

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
            if (mine.isPresent()) {
                compared++;
                lastWasEqual = mine.getAsLong() == peer.digest(i);
                if (!lastWasEqual && firstDifference == 0) {
                    firstDifference = index;
                }
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
     * How many places were compared.
     *
     * @return the number of places that both trails had
     */
    public long compared() {
        return compared;
    }

    /**
     * The first place at which the two differed.
     *
     * @return the place, or 0 if they never did
     */
    public long firstDifference() {
        return firstDifference;
    }

    /**
     * Whether the two were equal at the last compared place.
     *
     * @return true also if nothing was compared yet
     */
    public boolean lastWasEqual() {
        return lastWasEqual;
    }
}
