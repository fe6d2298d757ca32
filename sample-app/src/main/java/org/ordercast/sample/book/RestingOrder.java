package org.ordercast.sample.book;

import org.jspecify.annotations.Nullable;

/** An order that waits in the book: a link in the queue of its price level. */
final class RestingOrder {

    final OrderId id;
    final Side side;
    final int price;
    int remaining;

    /** The order before it in its level's queue; null for the first. */
    @Nullable
    RestingOrder ahead;

    /** The order after it in its level's queue; null for the last. */
    @Nullable
    RestingOrder behind;

    RestingOrder(OrderId id, Side side, int price, int remaining) {
        this.id = id;
        this.side = side;
        this.price = price;
        this.remaining = remaining;
    }

    /**
     * What this order adds to the book's digest. It names the order ahead: with that, the sum over all orders depends on
     * the queue's order within each level, and on nothing else that a trader cannot see.
     */
    long token() {
        long digest = Mix.in(0, id.packed());
        digest = Mix.in(digest, (long) side.code() << Integer.SIZE | price);
        digest = Mix.in(digest, remaining);
        RestingOrder first = ahead;
        return Mix.in(digest, first == null ? 0 : first.id.packed());
    }
}
