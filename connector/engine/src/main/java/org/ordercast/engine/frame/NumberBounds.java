package org.ordercast.engine.frame;

/**
 * How large numbers on the wire may be. Epochs, views, frames, sequences and publisher sequences grow one by one from 1
 * and never come near 2<sup>62</sup>: a larger number is a fault or hostile, and would overflow where receivers add.
 */
final class NumberBounds {

    /** The largest number on the wire. */
    static final long MAX = 1L << 62;

    private NumberBounds() {}

    /** Whether this numbers something that there is. */
    static boolean isNumber(long value) {
        return value > 0 && value <= MAX;
    }

    /** Whether this numbers something that there is, or is 0 for nothing yet. */
    static boolean isPosition(long value) {
        return value >= 0 && value <= MAX;
    }
}
