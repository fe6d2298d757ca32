package org.ordercast.sample.book;

import org.jspecify.annotations.Nullable;

/** The resting orders of one side at one price: first come, first traded. Keeps the sum of its orders' tokens. */
final class PriceLevel {

    final int price;
    private @Nullable RestingOrder first;
    private @Nullable RestingOrder last;
    private long quantity;
    private int orders;
    private long digest;

    PriceLevel(int price) {
        this.price = price;
    }

    @Nullable
    RestingOrder first() {
        return first;
    }

    long quantity() {
        return quantity;
    }

    int orders() {
        return orders;
    }

    long digest() {
        return digest;
    }

    boolean isEmpty() {
        return first == null;
    }

    void append(RestingOrder order) {
        RestingOrder tail = last;
        order.ahead = tail;
        if (tail == null) {
            first = order;
        } else {
            tail.behind = order;
        }
        last = order;
        orders++;
        quantity += order.remaining;
        digest += order.token();
    }

    void remove(RestingOrder order) {
        RestingOrder before = order.ahead;
        RestingOrder after = order.behind;
        digest -= order.token();
        if (before == null) {
            first = after;
        } else {
            before.behind = after;
        }
        if (after == null) {
            last = before;
        } else {
            digest -= after.token();
            after.ahead = before;
            digest += after.token();
        }
        orders--;
        quantity -= order.remaining;
    }

    /** Takes a part of an order away; the order keeps its place in the queue. */
    void reduce(RestingOrder order, int traded) {
        digest -= order.token();
        order.remaining -= traded;
        quantity -= traded;
        digest += order.token();
    }
}
