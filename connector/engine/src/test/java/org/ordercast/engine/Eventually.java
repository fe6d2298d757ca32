package org.ordercast.engine;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread brings about. The deadline is only there to end a broken test. */
public final class Eventually {

    /** Far longer than anything here takes. */
    public static final Duration DEADLINE = Duration.ofSeconds(30);

    private Eventually() {}

    /** Waits until the condition holds, and fails if it never does. */
    public static void until(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > DEADLINE.toNanos()) {
                fail("waited in vain until " + what);
            }
            LockSupport.parkNanos(100_000);
        }
    }

    /** Waits until a thread is blocked in what it waits for. */
    public static void untilWaiting(Thread thread) {
        until(
                thread + " waits",
                () -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
    }
}
