package org.ordercast.sample.compare;

import java.util.OptionalLong;

/**
 * The digests of the last places: a ring of (index, digest), ascending by index, with gaps where a sequence was not
 * this subscription's. Safe for use by several threads.
 */
public final class DigestTrail {

    /** How many places are kept: several bursts of all servers together. */
    public static final int CAPACITY = 1 << 17;

    private final long[] indexes;
    private final long[] digests;
    private long recorded;

    /** Creates an empty trail of the usual capacity. */
    public DigestTrail() {
        this(CAPACITY);
    }

    DigestTrail(int capacity) {
        indexes = new long[capacity];
        digests = new long[capacity];
    }

    /**
     * Adds the digest at the next place.
     *
     * @param index the place, beyond all that were recorded since the trail was last cleared
     * @param digest the digest there
     */
    public synchronized void record(long index, long digest) {
        if (recorded > 0 && index <= indexAt(recorded - 1)) {
            throw new IllegalArgumentException(
                    "place " + index + " does not follow place " + indexAt(recorded - 1) + " in the trail");
        }
        int slot = slot(recorded);
        indexes[slot] = index;
        digests[slot] = digest;
        recorded++;
    }

    /** Forgets everything. */
    public synchronized void clear() {
        recorded = 0;
    }

    /**
     * The last place.
     *
     * @return its index, or 0 if nothing is recorded
     */
    public synchronized long last() {
        return recorded == 0 ? 0 : indexAt(recorded - 1);
    }

    /**
     * The digest at a place.
     *
     * @param index the place
     * @return the digest, or empty if the place is not, or no longer, in the trail
     */
    public synchronized OptionalLong at(long index) {
        long found = firstAtOrAfter(index);
        return found < recorded && indexAt(found) == index
                ? OptionalLong.of(digests[slot(found)])
                : OptionalLong.empty();
    }

    /**
     * What follows a place.
     *
     * @param index the place; 0 for the trail's beginning
     * @param limit the most places to give
     * @return the places after it, the oldest that is still kept first
     */
    public synchronized TrailSegment after(long index, int limit) {
        long from = firstAtOrAfter(index + 1);
        int length = (int) Math.min(limit, recorded - from);
        long[] segmentIndexes = new long[length];
        long[] segmentDigests = new long[length];
        for (int i = 0; i < length; i++) {
            segmentIndexes[i] = indexAt(from + i);
            segmentDigests[i] = digests[slot(from + i)];
        }
        return new TrailSegment(segmentIndexes, segmentDigests);
    }

    /** Binary search: the ordinal of the first kept place at or after an index, or {@code recorded}. */
    private long firstAtOrAfter(long index) {
        long low = Math.max(0, recorded - indexes.length);
        long high = recorded;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (indexAt(middle) < index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long indexAt(long ordinal) {
        return indexes[slot(ordinal)];
    }

    private int slot(long ordinal) {
        return (int) (ordinal % indexes.length);
    }
}
