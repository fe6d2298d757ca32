package org.ordercast.engine.security;

/**
 * Which of a sender's counters were seen: all that are not far behind the greatest are remembered exactly, in a ring of
 * bits after RFC 6479. Asked only for authentic datagrams, for it believes what it is told.
 */
final class ReplayWindow {

    /**
     * How many counters are remembered at least. A sender's multicasts and unicasts wait in two sockets, each with a
     * receive buffer of thousands of datagrams, and may come out of them that far apart.
     */
    static final int SIZE = 16_384;

    private static final int WORDS = SIZE / Long.SIZE + 1;

    private final long[] seen = new long[WORDS];
    private long newest;

    /** Takes note of a counter, and says whether it is new: neither seen before nor too old to know. */
    boolean accept(long counter) {
        if (counter <= 0 || counter <= newest - SIZE) {
            return false;
        }
        if (counter > newest) {
            forget(word(newest), word(counter));
            newest = counter;
        }
        int slot = (int) (word(counter) % WORDS);
        long bit = 1L << counter;
        boolean isNew = (seen[slot] & bit) == 0;
        seen[slot] |= bit;
        return isNew;
    }

    /** Clears the words behind one, up to another. */
    private void forget(long last, long next) {
        for (long word = Math.max(last + 1, next - WORDS + 1); word <= next; word++) {
            seen[(int) (word % WORDS)] = 0;
        }
    }

    private static long word(long counter) {
        return counter / Long.SIZE;
    }
}
