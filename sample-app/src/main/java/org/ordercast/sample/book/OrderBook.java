package org.ordercast.sample.book;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A limit order book with price-time priority: an order trades with the best opposite price first and, at one price,
 * with the order that came first, at the price of the order that rested. For one thread at a time.
 *
 * <p>Each command has the same effect wherever it is applied at the same place in the order, refusals included, and a
 * repeated command has none: a session's order numbers arrive ascending, so the last number seen tells a repetition.
 */
public final class OrderBook {

    /** How many orders may rest; more are dropped, on every replica alike. */
    public static final int MAX_RESTING = 100_000;

    final BookSide bids = new BookSide(Side.BUY);
    final BookSide asks = new BookSide(Side.SELL);
    final TradeTape tape = new TradeTape();

    /** The last order number seen of each session; sorted, for images of equal books to be equal. */
    final TreeMap<Integer, Integer> lastNumbers = new TreeMap<>();

    private final Map<OrderId, RestingOrder> resting = new HashMap<>();

    /** Creates an empty book. */
    public OrderBook() {}

    /**
     * Enters an order.
     *
     * @param order the order
     * @return what became of it
     */
    public Outcome place(Command.Place order) {
        OrderId id = order.id();
        if (id.number() <= lastNumbers.getOrDefault(id.session(), 0)) {
            return Outcome.DUPLICATE;
        }
        lastNumbers.put(id.session(), id.number());
        int remaining = match(order);
        if (remaining == 0) {
            return Outcome.FILLED;
        }
        if (resting.size() >= MAX_RESTING) {
            return Outcome.BOOK_FULL;
        }
        rest(new RestingOrder(id, order.side(), order.price(), remaining));
        return remaining == order.quantity() ? Outcome.RESTING : Outcome.PARTLY_FILLED;
    }

    /**
     * Takes an order out of the book.
     *
     * @param id the order's id
     * @return {@link Outcome#CANCELLED}, or {@link Outcome#UNKNOWN} if it does not rest here
     */
    public Outcome cancel(OrderId id) {
        RestingOrder order = resting.remove(id);
        if (order == null) {
            return Outcome.UNKNOWN;
        }
        side(order.side).remove(order);
        return Outcome.CANCELLED;
    }

    /**
     * How much of an order rests.
     *
     * @param id the order's id
     * @return the quantity that has not traded, or empty if the order does not rest here
     */
    public OptionalInt remaining(OrderId id) {
        RestingOrder order = resting.get(id);
        return order == null ? OptionalInt.empty() : OptionalInt.of(order.remaining);
    }

    /**
     * The digest of the book's state: which orders rest, with what quantity, in which queue order at each price, and
     * which orders traded with which, at what price and quantity. Kept up to date with each change.
     *
     * @return the digest; equal for equal states, and different for different ones but for one chance in 2<sup>64</sup>
     */
    public long digest() {
        long orders = Mix.in(resting.size(), bids.digest() + asks.digest());
        return Mix.in(orders, tape.digest() + tape.count());
    }

    /**
     * What the book shows.
     *
     * @param levels how many price levels of each side
     * @return a snapshot
     */
    public BookView view(int levels) {
        return new BookView(
                bids.depth(levels),
                asks.depth(levels),
                tape.recent(),
                resting.size(),
                tape.count(),
                tape.volume(),
                digest());
    }

    /** Puts an order behind those that came before it at its price, without matching. */
    void rest(RestingOrder order) {
        resting.put(order.id, order);
        side(order.side).append(order);
    }

    int resting() {
        return resting.size();
    }

    private int match(Command.Place order) {
        BookSide opposite = side(order.side().opposite());
        int remaining = order.quantity();
        PriceLevel level = opposite.best();
        while (remaining > 0 && level != null && order.side().crosses(order.price(), level.price)) {
            RestingOrder maker = level.first();
            if (maker == null) {
                throw new IllegalStateException("price level " + level.price + " is empty and still in the book");
            }
            int traded = Math.min(remaining, maker.remaining);
            remaining -= traded;
            tape.print(order.id(), maker.id, order.side(), level.price, traded);
            if (traded == maker.remaining) {
                resting.remove(maker.id);
                opposite.remove(maker);
            } else {
                opposite.reduce(maker, traded);
            }
            level = opposite.best();
        }
        return remaining;
    }

    private BookSide side(Side side) {
        return side == Side.BUY ? bids : asks;
    }
}
