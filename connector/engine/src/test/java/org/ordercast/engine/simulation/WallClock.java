package org.ordercast.engine.simulation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** The wall clock of one member's machine, which somebody may set to any time, forward and back. */
final class WallClock implements InstantSource {

    private static final long BEGINNING = 1_800_000_000_000L;
    private static final long FURTHEST_JUMP = TimeUnit.DAYS.toMillis(30);

    private final Timeline timeline;
    private long offset = BEGINNING;

    WallClock(Timeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(offset + TimeUnit.NANOSECONDS.toMillis(timeline.now()));
    }

    /** Somebody sets the clock. */
    void jump(Dice dice) {
        offset += dice.between(-FURTHEST_JUMP, FURTHEST_JUMP);
    }
}
