package org.ordercast.engine.driver;

import org.ordercast.engine.log.OrderedLog;
import org.ordercast.engine.protocol.FetchListener;
import org.ordercast.engine.protocol.LogFetcher;

/** Fetches of other members' logs, whose records the event loop takes over. Used by the member's thread alone. */
public interface LogFetches extends LogFetcher, AutoCloseable {

    /**
     * Gives the protocol what has come, as long as the log has room, and the end of the fetch after its last record. Never
     * waits.
     *
     * @param protocol whose fetch it is
     * @param log where the protocol puts the records
     * @param now the time
     * @return whether more may be here that the log has room for: what was given is enough for one turn
     */
    boolean deliver(FetchListener protocol, OrderedLog log, long now);

    /** Ends the fetch, and whatever it needed. */
    @Override
    void close();
}
