package org.ordercast.engine.repair;

import java.util.List;
import java.util.random.RandomGenerator;
import org.ordercast.engine.frame.NakFrame;

/**
 * When a receiver asks for what it misses. A fresh gap waits for a short random time, in which the network may put it
 * right, or the repair that another receiver asked for may arrive. What was asked for and did not come is asked for
 * again, at growing intervals. After the NAK timers of RFC 5740 (NORM), section 5.3.
 */
public final class NakSchedule {

    /** The time of nothing to do. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long MIN_BACKOFF = 200_000;
    private static final long FIRST_RETRY = 10_000_000;
    private static final long LAST_RETRY = 160_000_000;

    private final Gaps gaps;
    private final RandomGenerator random;
    private final long maxBackoff;
    private final int maxRanges;

    private long freshAt = NEVER;
    private long retryAt = NEVER;
    private long retryDelay = FIRST_RETRY;
    private long asked;
    private long nextAtRetry;

    /**
     * Creates a schedule that asks for nothing yet.
     *
     * @param gaps what is missing
     * @param random where the random times come from
     * @param maxBackoff how long a fresh gap waits at the most, in nanoseconds
     * @param maxRanges how many ranges one request may hold
     */
    public NakSchedule(Gaps gaps, RandomGenerator random, long maxBackoff, int maxRanges) {
        this.gaps = gaps;
        this.random = random;
        this.maxBackoff = maxBackoff;
        this.maxRanges = maxRanges;
        this.asked = gaps.next() - 1;
    }

    /**
     * Takes note of what is missing now. Call it after that has changed.
     *
     * @param now the time
     */
    public void update(long now) {
        if (gaps.missing() == 0) {
            freshAt = NEVER;
            retryAt = NEVER;
            retryDelay = FIRST_RETRY;
            asked = gaps.highest();
        } else if (gaps.highest() > asked && freshAt == NEVER) {
            freshAt = now + MIN_BACKOFF + random.nextLong(maxBackoff);
        }
    }

    /**
     * When there is something to ask for.
     *
     * @return a time, or {@link #NEVER}
     */
    public long deadline() {
        return Math.min(freshAt, retryAt);
    }

    /**
     * What to ask for now.
     *
     * @param now the time
     * @return the ranges to ask for, empty if nothing is due
     */
    public List<NakFrame.Range> due(long now) {
        if (now < deadline()) {
            return List.of();
        }
        boolean again = now >= retryAt;
        if (again) {
            retryDelay = gaps.next() > nextAtRetry ? FIRST_RETRY : Math.min(retryDelay * 2, LAST_RETRY);
        }
        List<NakFrame.Range> ranges = gaps.missingRanges(again ? gaps.next() - 1 : asked, maxRanges);
        asked = ranges.size() == maxRanges ? ranges.get(ranges.size() - 1).last() : gaps.highest();
        if (again || retryAt == NEVER) {
            retryAt = now + retryDelay;
            nextAtRetry = gaps.next();
        }
        freshAt = gaps.highest() > asked ? now + MIN_BACKOFF : NEVER;
        return ranges;
    }
}
