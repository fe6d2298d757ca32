package org.ordercast.engine.simulation;

import java.util.concurrent.TimeUnit;

/** Counts how often a member takes a turn for its timers alone: one whose timers never wait spins. */
final class TimerPace {

    private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int MOST_IN_WINDOW = 50;

    private final String member;
    private long windowStart;
    private int inWindow;

    TimerPace(String member) {
        this.member = member;
    }

    /** The member's timers went off. */
    void wentOff(long now) {
        if (now - windowStart >= WINDOW) {
            windowStart = now;
            inWindow = 0;
        }
        inWindow++;
        if (inWindow > MOST_IN_WINDOW) {
            throw new InvariantViolation(
                    Invariant.NO_SPINNING, member + "'s timers went off " + inWindow + " times within a millisecond");
        }
    }
}
