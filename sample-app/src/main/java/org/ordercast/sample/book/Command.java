package org.ordercast.sample.book;

/** What can be done to an order book. */
public sealed interface Command {

    /** The highest price, in ticks. */
    int MAX_PRICE = 1_000_000_000;

    /** The largest quantity of one order. */
    int MAX_QUANTITY = 1_000_000;

    /**
     * Enters an order: it trades with what it crosses, and what is left rests in the book.
     *
     * @param id the new order's id; the numbers of a session's orders arrive ascending, so that one which does not is
     *     known as a repetition
     * @param side which way it trades
     * @param price the worst price that it accepts, in ticks, 1 to {@value #MAX_PRICE}
     * @param quantity how much, 1 to {@value #MAX_QUANTITY}
     */
    record Place(OrderId id, Side side, int price, int quantity) implements Command {

        /**
         * Checks price and quantity.
         *
         * @param id the new order's id
         * @param side which way it trades
         * @param price the worst price that it accepts
         * @param quantity how much
         */
        public Place {
            if (price < 1 || price > MAX_PRICE) {
                throw new IllegalArgumentException("price: " + price + " is not allowed; 1 to " + MAX_PRICE + " ticks");
            }
            if (quantity < 1 || quantity > MAX_QUANTITY) {
                throw new IllegalArgumentException("quantity: " + quantity + " is not allowed; 1 to " + MAX_QUANTITY);
            }
        }
    }

    /**
     * Takes an order out of the book.
     *
     * @param id the order's id
     */
    record Cancel(OrderId id) implements Command {}

    /**
     * Begins again with an empty book.
     *
     * @param round the new round's number, larger than that of rounds before: lanes that see two resets in different
     *     order all end in the later round
     */
    record Reset(long round) implements Command {}
}
