package org.ordercast.sample.book;

import java.util.List;

/**
 * What a book shows at one moment.
 *
 * @param bids the best prices to sell at, the highest first
 * @param asks the best prices to buy at, the lowest first
 * @param recentTrades the last trades, the oldest first
 * @param resting how many orders rest
 * @param trades how many trades there were
 * @param volume how much traded
 * @param digest the digest of the book's state
 */
public record BookView(
        List<DepthLevel> bids,
        List<DepthLevel> asks,
        List<Trade> recentTrades,
        int resting,
        long trades,
        long volume,
        long digest) {}
