package org.ordercast.sample.book;

import java.util.List;

/** Short ways to write orders in tests. Order numbers name orders of one session. */
final class Books {

    static final int SESSION = 0x3f2a9c01;

    private Books() {}

    static OrderId id(int number) {
        return new OrderId(SESSION, number);
    }

    static Command.Place buy(int number, int price, int quantity) {
        return new Command.Place(id(number), Side.BUY, price, quantity);
    }

    static Command.Place sell(int number, int price, int quantity) {
        return new Command.Place(id(number), Side.SELL, price, quantity);
    }

    static OrderBook bookOf(Command.Place... orders) {
        OrderBook book = new OrderBook();
        for (Command.Place order : orders) {
            book.place(order);
        }
        return book;
    }

    /** The last trades as text, the oldest first: taker x maker quantity @ price. */
    static List<String> trades(OrderBook book) {
        return book.view(0).recentTrades().stream()
                .map(trade -> trade.taker().number() + " x " + trade.maker().number() + ": " + trade.quantity() + " @ "
                        + trade.price())
                .toList();
    }
}
