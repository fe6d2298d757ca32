package org.ordercast.engine.driver;

import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.LogFetcher;

/** Fetches nothing, in a group whose logs are in memory: each fetch ends at the next turn. */
public final class NoLogs implements LogFetcher {

    private final LoopSignals signals;

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
        signals.raise(LoopSignals.FETCH_ENDED);
    }

    @Override
    public void stop() {}
}
