package org.ordercast.engine.security;

/**
 * Counts what a member seals in one life; the counter makes the nonce.
 *
 * <p><b>Why no (key, nonce) pair repeats.</b> Each sender seals with keys of its own, derived from the group's key, its
 * cipher and the sender's incarnation. Within a life the counter only grows, whichever key is in use, and it belongs to
 * one sealer on one thread. Between lives, the incarnation is 64 bits drawn anew by a secure random generator, so the
 * keys are others. Should an incarnation be drawn a second time, the counter still begins at the clock's milliseconds,
 * times 2<sup>20</sup>: a life would have to seal more than a thousand million datagrams a second, all the time, to reach
 * where a later one begins. So a pair could repeat only if an incarnation repeated <em>and</em> the clock had gone back
 * behind the earlier life.
 */
public final class NonceCounter {

    private static final int BITS_BELOW_A_MILLISECOND = 20;

    private long last;

    private NonceCounter(long last) {
        this.last = last;
    }

    /**
     * The counter of a life that begins now.
     *
     * @param epochMillis the clock's milliseconds since 1970, 0 to 2<sup>43</sup> - 1 (the year 2248)
     * @return the counter
     * @throws IllegalArgumentException if the clock is out of that range
     */
    public static NonceCounter startingAt(long epochMillis) {
        if (epochMillis < 0 || epochMillis >= 1L << (Long.SIZE - 1 - BITS_BELOW_A_MILLISECOND)) {
            throw new IllegalArgumentException("the clock stands at " + epochMillis
                    + " ms since 1970, with which nothing can be sealed; set it right");
        }
        return after(epochMillis << BITS_BELOW_A_MILLISECOND);
    }

    /** A counter that goes on after a number. */
    static NonceCounter after(long last) {
        return new NonceCounter(last);
    }

    /**
     * The next number.
     *
     * @return a number that this counter has not given before, and greater than 0
     * @throws IllegalStateException if there is none
     */
    public long next() {
        if (last == Long.MAX_VALUE) {
            throw new IllegalStateException(
                    "the counter for sealing has come to its end, and no nonce may be used twice; start the member again");
        }
        return ++last;
    }
}
