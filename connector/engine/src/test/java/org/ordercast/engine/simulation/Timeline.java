package org.ordercast.engine.simulation;

import java.util.PriorityQueue;

/**
 * The simulated clock: it stands still while something happens, then jumps to whatever is to happen next. Events of the
 * same moment happen in the order in which they were planned, so that a run replays exactly.
 */
final class Timeline {

    private final PriorityQueue<Event> planned = new PriorityQueue<>();
    private long now;
    private long eventsPlanned;
    private long eventsRun;

    /** The simulated time, in nanoseconds since the run began. */
    long now() {
        return now;
    }

    /** How many events have happened. */
    long eventsRun() {
        return eventsRun;
    }

    /** Plans an event at a time that has not passed. */
    void at(long time, Runnable action) {
        if (time < now) {
            throw new IllegalArgumentException("an event at " + time + " ns is planned when it is already " + now);
        }
        planned.add(new Event(time, eventsPlanned++, action));
    }

    /** Plans an event after a delay of 0 or more nanoseconds. */
    void after(long delay, Runnable action) {
        at(now + delay, action);
    }

    /**
     * Lets the next event happen, if one is planned up to the given time.
     *
     * @return false if none is: the clock then stands at that time
     */
    boolean runNextUntil(long time) {
        Event next = planned.peek();
        if (next == null || next.time > time) {
            now = Math.max(now, time);
            return false;
        }
        planned.remove();
        now = next.time;
        eventsRun++;
        next.action.run();
        return true;
    }

    private record Event(long time, long number, Runnable action) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }
}
