package org.ordercast.engine.simulation;

import java.util.concurrent.TimeUnit;

/** The readers of one member's log, in one life: they come to what was appended a little later, or much. */
final class LogReader {

    private static final long LONGEST_BREAK = TimeUnit.MILLISECONDS.toNanos(3);
    private static final int MOST_BATCHES_AT_ONCE = 16;

    private final Timeline timeline;
    private final Dice dice;
    private final SimulatedLog log;
    private final Runnable onRoomReturned;
    private long stoppedUntil;
    private boolean planned;
    private boolean over;

    LogReader(Timeline timeline, Dice dice, SimulatedLog log, Runnable onRoomReturned) {
        this.timeline = timeline;
        this.dice = dice;
        this.log = log;
        this.onRoomReturned = onRoomReturned;
    }

    /** Reads nothing for a time. */
    void stop(long duration) {
        stoppedUntil = Math.max(stoppedUntil, timeline.now() + duration);
    }

    /** Reads again. */
    void stopNoMore() {
        stoppedUntil = 0;
        planned = false;
        goOn();
    }

    /** Ends with its member. */
    void end() {
        over = true;
    }

    /** Reads on, soon, if there is something to read. */
    void goOn() {
        if (!planned && !over && log.hasUnread()) {
            planned = true;
            timeline.at(Math.max(stoppedUntil, timeline.now() + dice.between(0, LONGEST_BREAK)), this::read);
        }
    }

    private void read() {
        planned = false;
        if (!over && timeline.now() >= stoppedUntil) {
            log.read(dice.between(1, MOST_BATCHES_AT_ONCE));
            if (log.roomReturned()) {
                onRoomReturned.run();
            }
        }
        goOn();
    }
}
