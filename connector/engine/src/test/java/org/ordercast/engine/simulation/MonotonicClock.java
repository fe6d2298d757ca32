package org.ordercast.engine.simulation;

/** The clock of one process: it begins anywhere, never goes back, and stands still while its machine is suspended. */
final class MonotonicClock {

    private static final long FURTHEST_ORIGIN = 1L << 60;
    private static final long RUNS = Long.MAX_VALUE;

    private final Timeline timeline;
    private long origin;
    private long stoppedAt = RUNS;

    MonotonicClock(Timeline timeline, Dice dice) {
        this.timeline = timeline;
        this.origin = dice.between(-FURTHEST_ORIGIN, FURTHEST_ORIGIN);
    }

    /** The time, in nanoseconds. */
    long now() {
        return origin + timeline.now();
    }

    /** The machine is suspended. */
    void stop() {
        stoppedAt = Math.min(stoppedAt, timeline.now());
    }

    /** The machine goes on, if it was suspended: to the process, no time has passed. */
    void goOn() {
        if (stoppedAt != RUNS) {
            origin -= timeline.now() - stoppedAt;
            stoppedAt = RUNS;
        }
    }
}
