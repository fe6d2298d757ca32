package org.ordercast.sample.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/** Measures throughput and latency over the last minute, in intervals of half a second. Safe for several threads. */
public final class Meter {

    /** The length of an interval, in milliseconds. */
    public static final int INTERVAL_MILLIS = 500;

    /** How many intervals are kept. */
    public static final int INTERVALS = 120;

    private static final Interval QUIET = new Interval(0, 0, 0, 0);

    private final LongSupplier clockMillis;
    private final Interval[] ring = new Interval[INTERVALS];
    private final LatencyHistogram histogram = new LatencyHistogram();
    private long current;

    /**
     * Creates a meter.
     *
     * @param clockMillis a clock that does not go back, in milliseconds
     */
    public Meter(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
        this.current = clockMillis.getAsLong() / INTERVAL_MILLIS;
        Arrays.fill(ring, QUIET);
    }

    /**
     * Counts a command.
     *
     * @param latencyMicros how long it took to arrive; what is below zero, for clocks differ, counts as zero
     */
    public synchronized void record(long latencyMicros) {
        advance();
        histogram.record(latencyMicros);
    }

    /**
     * The last complete intervals.
     *
     * @return {@value #INTERVALS} intervals, the oldest first
     */
    public synchronized List<Interval> intervals() {
        advance();
        List<Interval> intervals = new ArrayList<>(INTERVALS);
        for (long i = current - INTERVALS; i < current; i++) {
            intervals.add(ring[Math.floorMod(i, INTERVALS)]);
        }
        return intervals;
    }

    private void advance() {
        long now = clockMillis.getAsLong() / INTERVAL_MILLIS;
        if (now <= current) {
            return;
        }
        ring[Math.floorMod(current, INTERVALS)] =
                new Interval(histogram.total(), histogram.quantile(0.5), histogram.quantile(0.99), histogram.max());
        histogram.clear();
        for (long i = Math.max(current + 1, now - INTERVALS); i < now; i++) {
            ring[Math.floorMod(i, INTERVALS)] = QUIET;
        }
        current = now;
    }
}
