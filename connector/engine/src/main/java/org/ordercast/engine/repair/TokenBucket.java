package org.ordercast.engine.repair;

/** Limits a rate: tokens flow in steadily up to a burst, and each byte takes one out. */
public final class TokenBucket {

    private static final long SECOND = 1_000_000_000L;

    private final long rate;
    private final long burst;
    private long tokens;
    private long filledAt;

    /**
     * Creates a full bucket.
     *
     * @param rate the tokens that flow in each second
     * @param burst the most that it holds
     */
    public TokenBucket(long rate, long burst) {
        this.rate = rate;
        this.burst = burst;
        this.tokens = burst;
    }

    /**
     * Creates the bucket that limits repair: a twentieth of a second's bytes at once, and some frames in any case.
     *
     * @param rate how many bytes a second
     * @return a full bucket
     */
    public static TokenBucket forRepair(long rate) {
        return new TokenBucket(rate, Math.max(rate / 20, 256 * 1024));
    }

    /**
     * Takes tokens out, if there are any: the last ones may be overdrawn, and are paid back before the next.
     *
     * @param amount how many
     * @param now the time in nanoseconds
     * @return false, and nothing taken, if the bucket is empty
     */
    public boolean take(long amount, long now) {
        fill(now);
        if (tokens <= 0) {
            return false;
        }
        tokens -= amount;
        return true;
    }

    /**
     * When the bucket is not empty any more.
     *
     * @param now the time in nanoseconds
     * @return a time, now or later
     */
    public long readyAt(long now) {
        return tokens > 0 ? now : now + nanosFor(1 - tokens);
    }

    private void fill(long now) {
        long elapsed = now - filledAt;
        // A full bucket has not been filled since any time: the clock may start anywhere, below 0 too.
        if (tokens == burst || elapsed >= nanosFor(burst - tokens)) {
            tokens = burst;
            filledAt = now;
            return;
        }
        long gained = (long) (elapsed * (double) rate / SECOND);
        if (gained > 0) {
            tokens += gained;
            filledAt += nanosFor(gained);
        }
    }

    private long nanosFor(long amount) {
        return (long) Math.ceil(amount * (double) SECOND / rate);
    }
}
