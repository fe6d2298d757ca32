package org.ordercast.sample.measure;

import java.util.Arrays;

/**
 * Counts latencies in classes that grow with the value: sixteen to each power of two, so that a quantile is off by at
 * most six per cent. For one thread at a time.
 */
final class LatencyHistogram {

    private static final int CLASS_BITS = 4;
    private static final int CLASSES = (Long.SIZE - CLASS_BITS) << CLASS_BITS;

    private final int[] counts = new int[CLASSES];
    private long total;
    private long max;

    void record(long micros) {
        long value = Math.max(0, micros);
        counts[classOf(value)]++;
        total++;
        max = Math.max(max, value);
    }

    long total() {
        return total;
    }

    long max() {
        return max;
    }

    /** The smallest class bound that at least the given share of the values do not exceed; 0 if there are none. */
    long quantile(double share) {
        long rank = (long) Math.ceil(share * total);
        long seen = 0;
        for (int i = 0; i < CLASSES && rank > 0; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Math.min(max, upperBoundOf(i));
            }
        }
        return 0;
    }

    void clear() {
        Arrays.fill(counts, 0);
        total = 0;
        max = 0;
    }

    private static int classOf(long value) {
        int shift = Math.max(0, Long.SIZE - 1 - CLASS_BITS - Long.numberOfLeadingZeros(value | 1));
        return (shift << CLASS_BITS) + (int) (value >>> shift);
    }

    private static long upperBoundOf(int index) {
        int shift = Math.max(0, (index >>> CLASS_BITS) - 1);
        long first = (index - ((long) shift << CLASS_BITS)) << shift;
        return first + (1L << shift) - 1;
    }
}
