package org.ordercast.engine.protocol;

import org.ordercast.engine.membership.Endpoint;

/**
 * Fetches what another member's log holds. One fetch at a time: a new one ends the one before, of which nothing is heard
 * any more. Called on the protocol's thread; it never waits. What comes is given to {@link FetchListener#onFetched},
 * record by record, as the log has room, and its end to {@link FetchListener#onFetchEnded}.
 *
 * <p>The other member gives out only what a power failure does not take from it, and forces its log up to there before:
 * who reads it need not be in the view, so that nobody would ask it for what the log has lost.
 */
public interface LogFetcher {

    /**
     * Begins to fetch. The first record is that with the given sequence, or the first that the other member still holds;
     * the last one what it holds when it comes to its end.
     *
     * @param from where the other member is reached
     * @param sequence where to begin, 0 for the beginning
     */
    void fetch(Endpoint from, long sequence);

    /** Ends the fetch, if there is one. */
    void stop();
}
