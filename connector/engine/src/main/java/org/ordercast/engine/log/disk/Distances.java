package org.ordercast.engine.log.disk;

import java.util.Map;
import java.util.TreeMap;

/** How many bytes follow a sequence, roughly: a place is noted now and then. The writer's own. */
final class Distances {

    private static final int INTERVAL = 64 * 1024;
    private static final int MOST = 256;

    private final TreeMap<Long, Long> places = new TreeMap<>();
    private long bytes;
    private long notedAt;

    /** Begins behind a sequence. */
    Distances(long sequence) {
        places.put(sequence, 0L);
    }

    /** How many bytes were appended since this began. */
    long bytes() {
        return bytes;
    }

    /** Messages were appended, up to a sequence. */
    void append(long sequence, int length) {
        bytes += length;
        if (bytes - notedAt >= INTERVAL) {
            notedAt = bytes;
            places.put(sequence, bytes);
            if (places.size() > MOST) {
                places.pollFirstEntry();
            }
        }
    }

    /** The bytes behind a sequence; more than there are if that was too long ago to know. */
    long after(long sequence) {
        Map.Entry<Long, Long> place = places.floorEntry(sequence);
        return place == null ? Long.MAX_VALUE : bytes - place.getValue();
    }
}
