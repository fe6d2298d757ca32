package org.ordercast.sample.book;

/** Which way an order trades. */
public enum Side {

    /** Wants to buy: the higher its price, the sooner it trades. */
    BUY(1),

    /** Wants to sell: the lower its price, the sooner it trades. */
    SELL(2);

    private final int code;

    Side(int code) {
        this.code = code;
    }

    /**
     * Stands for the side in bytes and digests.
     *
     * @return 1 for buy, 2 for sell
     */
    public int code() {
        return code;
    }

    /**
     * Undoes {@link #code()}.
     *
     * @param code the code
     * @return the side
     * @throws IllegalArgumentException if there is no such side
     */
    public static Side ofCode(int code) {
        return switch (code) {
            case 1 -> BUY;
            case 2 -> SELL;
            default -> throw new IllegalArgumentException("side code: " + code + " is not allowed; 1 or 2");
        };
    }

    /**
     * The side it trades with.
     *
     * @return the other side
     */
    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }

    /**
     * Whether an order of this side that asks for one price trades with a resting order of another.
     *
     * @param limit the price that this side's order is willing to trade at
     * @param resting the price of the opposite order
     * @return true if they cross
     */
    public boolean crosses(int limit, int resting) {
        return this == BUY ? limit >= resting : limit <= resting;
    }
}
