package org.ordercast.sample.publish;

import org.ordercast.sample.book.OrderId;

/** Names this server's orders: a session of its own, and 1, 2, 3 … in it. For one thread at a time. */
final class OrderNumbers {

    private final int session;
    private int last;

    OrderNumbers(int session) {
        this.session = session;
    }

    OrderId next() {
        last = Math.incrementExact(last);
        return new OrderId(session, last);
    }
}
