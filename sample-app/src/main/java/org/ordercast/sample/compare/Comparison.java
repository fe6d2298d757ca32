package org.ordercast.sample.compare;

import java.util.List;

/**
 * Compares this server's trail with one peer's, place by place, each place once. Two places are only comparable if the
 * same commands had been applied there; then nothing but their order can make the digests differ. For one thread at a
 * time.
 */
public final class Comparison {

    private long comparedTo;
    private long lastComparable;
    private boolean equalThere = true;
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
    public void compare(DigestTrail own, List<TrailPlace> peer) {
        long ownLast = own.last();
        for (TrailPlace theirs : peer) {
            if (theirs.index() > ownLast) {
                return;
            }
            if (theirs.index() > comparedTo) {
                comparedTo = theirs.index();
                own.at(theirs.index())
                        .filter(mine -> mine.commands() == theirs.commands())
                        .ifPresent(mine -> compare(mine, theirs));
            }
        }
    }

    /**
     * How far both trails were looked at.
     *
     * @return the last place that both had reached
     */
    public long comparedTo() {
        return comparedTo;
    }

    /**
     * The last place at which both had applied the same commands.
     *
     * @return the place, or 0 if there was none
     */
    public long lastComparable() {
        return lastComparable;
    }

    /**
     * Whether the two were equal there.
     *
     * @return true also if there was no such place
     */
    public boolean equalThere() {
        return equalThere;
    }

    /**
     * The first comparable place at which the two differed.
     *
     * @return the place, or 0 if they never did
     */
    public long firstDifference() {
        return firstDifference;
    }

    private void compare(TrailPlace mine, TrailPlace theirs) {
        lastComparable = mine.index();
        equalThere = mine.digest() == theirs.digest();
        if (!equalThere && firstDifference == 0) {
            firstDifference = mine.index();
        }
    }
}
