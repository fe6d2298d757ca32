package org.ordercast.engine.simulation;

import java.util.concurrent.TimeUnit;

/** Writes what one member's log was given, in one life, to a disk that takes its time. */
final class LogWriter {

    private static final int MOST_RECORDS_AT_ONCE = 64;
    private static final long LONGEST_STALL = TimeUnit.MILLISECONDS.toNanos(400);
    private static final double STALL_CHANCE = 0.01;

    private final Timeline timeline;
    private final Dice dice;
    private final SimulatedLog log;
    private final long longestWrite;
    private final Runnable onWritten;
    private boolean planned;
    private boolean over;

    /** A writer each of whose writes takes a random time up to the given one, and now and then much longer. */
    LogWriter(Timeline timeline, Dice dice, SimulatedLog log, long longestWrite, Runnable onWritten) {
        this.timeline = timeline;
        this.dice = dice;
        this.log = log;
        this.longestWrite = longestWrite;
        this.onWritten = onWritten;
    }

    /** Ends with its member. */
    void end() {
        over = true;
    }

    /** Writes on if there is something to write. */
    void goOn() {
        if (!planned && !over && log.hasPending()) {
            planned = true;
            long time = dice.between(1, dice.chance(STALL_CHANCE) ? LONGEST_STALL : longestWrite);
            timeline.after(time, this::write);
        }
    }

    private void write() {
        planned = false;
        if (!over) {
            log.write(dice.between(1, MOST_RECORDS_AT_ONCE));
            onWritten.run();
            goOn();
        }
    }
}
