package org.ordercast.engine.ordering;

import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.LogFetcher;

/**
 * Brings this member's order up to another member's, from that one's log. The digest that each record carries is
 * computed anew, so a log that has another order is found out at its first record that differs.
 */
public final class CatchUp {

    private final LogFetcher fetcher;
    private final OrderState state;
    private final OrderReplay replay;
    private boolean running;
    private long begunAt;

    /**
     * Creates a catch-up that has not begun.
     *
     * @param fetcher fetches what other logs hold
     * @param state this member's order
     */
    public CatchUp(LogFetcher fetcher, OrderState state) {
        this.fetcher = fetcher;
        this.state = state;
        this.replay = new OrderReplay(state);
    }

    /**
     * Begins to fetch what follows this member's order.
     *
     * @param from whose log to read
     */
    public void begin(Endpoint from) {
        running = true;
        begunAt = state.sequence();
        // The last record that is known comes again: views may follow it that are not.
        fetcher.fetch(from, state.sequence());
    }

    /**
     * Whether a fetch is going on.
     *
     * @return true from {@link #begin} until {@link #stop}
     */
    public boolean isRunning() {
        return running;
    }

    /**
     * Takes the next record.
     *
     * @param record the record
     * @return null if it goes on from what this member has, else what is wrong with it
     */
    public @Nullable String onRecord(LogRecord record) {
        return running ? replay.take(record) : null;
    }

    /** Ends the fetch, if one is going on. */
    public void stop() {
        if (running) {
            running = false;
            fetcher.stop();
        }
    }

    /**
     * Takes note that the fetch has come to its end.
     *
     * @return whether it brought anything
     */
    public boolean onEnded() {
        running = false;
        return state.sequence() > begunAt;
    }
}
