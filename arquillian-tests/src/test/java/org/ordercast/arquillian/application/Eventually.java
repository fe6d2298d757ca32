package org.ordercast.arquillian.application;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what others bring about, with a deadline that only a broken program misses. */
public final class Eventually {

    /** Long, for the machine may be busy with other things. */
    public static final Duration DEADLINE = Duration.ofMinutes(2);

    private Eventually() {}

    /** Waits until a condition holds. */
    public static void eventually(String what, BooleanSupplier holds) {
        eventually(() -> what, holds);
    }

    /** Waits until a condition holds, and describes what is there instead if it never does. */
    public static void eventually(Supplier<String> what, BooleanSupplier holds) {
        long start = System.nanoTime();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - start > DEADLINE.toNanos()) {
                throw new AssertionError("not within " + DEADLINE + ": " + what.get());
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }
}
