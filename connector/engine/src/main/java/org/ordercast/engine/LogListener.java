package org.ordercast.engine;

/** Hears of alarms of a member's log. Called on the engine's threads, in order for each kind; must return at once. */
public interface LogListener {

    /**
     * Something is wrong, or is worse than it was.
     *
     * @param alarm what
     */
    void raised(LogAlarm alarm);

    /**
     * Something is right again.
     *
     * @param alarm what was wrong
     */
    void cleared(LogAlarm alarm);
}
