package org.ordercast.engine.simulation;

import java.util.concurrent.TimeUnit;

/**
 * How badly a link treats what is sent over it. Times are nanoseconds; the others are the share of datagrams concerned,
 * 0 to 1.
 *
 * @param delay how long a datagram takes at least
 * @param jitter how much longer it takes at most; more than the distance between two datagrams reorders them
 * @param loss how many are lost
 * @param duplication how many arrive twice
 * @param corruption how many arrive with other bytes, or cut short
 * @param lateness how many are held up
 * @param latest how long one that is held up takes at most
 */
record LinkQuality(
        long delay, long jitter, double loss, double duplication, double corruption, double lateness, long latest) {

    /** A good local network. */
    static final LinkQuality PERFECT =
            new LinkQuality(TimeUnit.MICROSECONDS.toNanos(50), TimeUnit.MICROSECONDS.toNanos(20), 0, 0, 0, 0, 0);

    /** The same link, which loses more. */
    LinkQuality withLoss(double share) {
        return new LinkQuality(delay, jitter, share, duplication, corruption, lateness, latest);
    }

    /** The same link, which lets more arrive twice. */
    LinkQuality withDuplication(double share) {
        return new LinkQuality(delay, jitter, loss, share, corruption, lateness, latest);
    }

    /** The same link, which damages more. */
    LinkQuality withCorruption(double share) {
        return new LinkQuality(delay, jitter, loss, duplication, share, lateness, latest);
    }

    /** The same link, which holds more up. */
    LinkQuality withLateness(double share, long atMost) {
        return new LinkQuality(delay, jitter, loss, duplication, corruption, share, atMost);
    }

    /** The same link, with other times. */
    LinkQuality withDelay(long atLeast, long more) {
        return new LinkQuality(atLeast, more, loss, duplication, corruption, lateness, latest);
    }
}
