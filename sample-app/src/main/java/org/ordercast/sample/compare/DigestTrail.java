package org.ordercast.sample.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last places and their digests: a ring, ascending by index, with gaps where a sequence was not this
 * subscription's. Safe for use by several threads.
 */
public final class DigestTrail {

    /** How many places are kept: several bursts of all servers together. */
    public static final int CAPACITY = 1 << 17;

    private final @Nullable TrailPlace[] ring;
    private long recorded;

    /** Creates an empty trail of the usual capacity. */
    public DigestTrail() {
        this(CAPACITY);
    }

    DigestTrail(int capacity) {
        ring = new TrailPlace[capacity];
    }

    /**
     * Adds the next place.
     *
     * @param place a place beyond all that were recorded since the trail was last cleared
     */
    public synchronized void record(TrailPlace place) {
        if (place.index() <= last()) {
            throw new IllegalArgumentException(
                    "place " + place.index() + " does not follow place " + last() + " in the trail");
        }
        ring[slot(recorded)] = place;
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
        return recorded == 0 ? 0 : place(recorded - 1).index();
    }

    /**
     * A place.
     *
     * @param index its index
     * @return the place, or empty if it is not, or no longer, in the trail
     */
    public synchronized Optional<TrailPlace> at(long index) {
        long found = firstAtOrAfter(index);
        return found < recorded && place(found).index() == index ? Optional.of(place(found)) : Optional.empty();
    }

    /**
     * What follows a place.
     *
     * @param index the place's index; 0 for the trail's beginning
     * @param limit the most places to give
     * @return the places after it, the oldest that is still kept first
     */
    public synchronized List<TrailPlace> after(long index, int limit) {
        long from = firstAtOrAfter(index + 1);
        long to = Math.min(from + limit, recorded);
        List<TrailPlace> places = new ArrayList<>((int) (to - from));
        for (long ordinal = from; ordinal < to; ordinal++) {
            places.add(place(ordinal));
        }
        return places;
    }

    /** Binary search: the ordinal of the first kept place at or after an index, or {@code recorded}. */
    private long firstAtOrAfter(long index) {
        long low = Math.max(0, recorded - ring.length);
        long high = recorded;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (place(middle).index() < index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private TrailPlace place(long ordinal) {
        TrailPlace place = ring[slot(ordinal)];
        if (place == null) {
            throw new IllegalStateException("ordinal " + ordinal + " of " + recorded + " is not in the ring");
        }
        return place;
    }

    private int slot(long ordinal) {
        return (int) (ordinal % ring.length);
    }
}
