package org.ordercast.sample.ordered;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes this server's bean slow on purpose, to show that a slow server falls behind without stalling the others and
 * without losing a message. Safe for use by several threads.
 */
public final class SlowBean {

    /** The longest delay of one message, in milliseconds. */
    public static final int MAX_MILLIS = 100;

    private volatile int millis;

    /** Creates a bean that is not slow. */
    public SlowBean() {}

    /**
     * Sets the delay.
     *
     * @param newMillis how long each message takes, 0 to {@value #MAX_MILLIS} milliseconds; 0 is no delay
     * @throws IllegalArgumentException if the delay is not allowed
     */
    public void set(int newMillis) {
        if (newMillis < 0 || newMillis > MAX_MILLIS) {
            throw new IllegalArgumentException(
                    "millis: " + newMillis + " is not allowed; 0 to " + MAX_MILLIS + " milliseconds");
        }
        millis = newMillis;
    }

    /**
     * The delay.
     *
     * @return how long each message takes, in milliseconds
     */
    public int millis() {
        return millis;
    }

    /** Takes as long as was set. */
    void dawdle() {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
