package org.ordercast.engine.driver;

import org.ordercast.engine.log.OrderedLog;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.FetchListener;

/** Fetches nothing, in a group whose logs are in memory: each fetch ends at the next turn. */
public final class NoLogs implements LogFetches {

    private final LoopSignals signals;
    private boolean asked;

    /**
     * Creates a fetcher.
     *
     * @param signals tells the member's thread that a fetch has ended
     */
    public NoLogs(LoopSignals signals) {
        this.signals = signals;
    }

    @Override
    public void fetch(Endpoint from, long sequence) {
        asked = true;
        signals.raise(LoopSignals.FETCHED);
    }

    @Override
    public void stop() {
        asked = false;
    }

    @Override
    public boolean deliver(FetchListener protocol, OrderedLog log, long now) {
        if (asked) {
            asked = false;
            protocol.onFetchEnded(true, now);
        }
        return false;
    }

    @Override
    public void close() {
        stop();
    }
}
