package org.ordercast.sample.book;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What traded in a book: totals over all trades, and the last few of them. */
final class TradeTape {

    /** How many trades are kept for show. */
    static final int KEPT = 24;

    private final Deque<Trade> recent = new ArrayDeque<>(KEPT);
    private long count;
    private long volume;
    private long digest;

    void print(OrderId taker, OrderId maker, Side aggressor, int price, int quantity) {
        count++;
        volume += quantity;
        // A sum: the same trades in another order, which no trader could tell apart, give the same digest.
        digest += Mix.in(Mix.in(Mix.in(0, taker.packed()), maker.packed()), (long) price << Integer.SIZE | quantity);
        keep(new Trade(count, taker, maker, aggressor, price, quantity));
    }

    void restore(long oldCount, long oldVolume, long oldDigest, List<Trade> oldRecent) {
        count = oldCount;
        volume = oldVolume;
        digest = oldDigest;
        oldRecent.forEach(this::keep);
    }

    long count() {
        return count;
    }

    long volume() {
        return volume;
    }

    long digest() {
        return digest;
    }

    List<Trade> recent() {
        return List.copyOf(recent);
    }

    private void keep(Trade trade) {
        if (recent.size() == KEPT) {
            recent.removeFirst();
        }
        recent.addLast(trade);
    }
}
