package org.ordercast.engine.protocol;

import org.ordercast.engine.log.LogRecord;

/** Hears what comes of a fetch from another member's log. Called on the protocol's thread. */
public interface FetchListener {

    /**
     * Takes a record of another member's log, which this member asked for.
     *
     * @param record the record, the next one of those that its log has room for
     * @param now the time
     */
    void onFetched(LogRecord record, long now);

    /**
     * Says that what this member asked for from another member's log has come to its end.
     *
     * @param complete whether it came to the end of that log; false if it broke off before
     * @param now the time
     */
    void onFetchEnded(boolean complete, long now);
}
