package org.ordercast.engine.care;

import java.time.Duration;

/**
 * How much the care of a log may cost.
 *
 * @param rate how many bytes a second are read to verify the log
 * @param firstAfter how long after the start the log is first verified
 * @param interval how long after one verification the next begins
 * @param retry how long to wait before a repair that failed is tried again; twice as long after the next
 * @param longestRetry the longest of these pauses
 */
public record CareLimits(long rate, Duration firstAfter, Duration interval, Duration retry, Duration longestRetry) {

    /** What members use: a log of 10 GiB is read in twenty minutes, once a day, at a tenth of what a slow disk does. */
    public static final CareLimits DEFAULT = new CareLimits(
            8L << 20, Duration.ofMinutes(10), Duration.ofDays(1), Duration.ofSeconds(1), Duration.ofMinutes(1));
}
