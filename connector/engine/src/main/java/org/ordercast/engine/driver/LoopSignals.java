package org.ordercast.engine.driver;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What other threads tell a member's event loop, and whether it must be woken to hear it. A thread that raises a signal
 * pays for a wakeup, which is a system call, only when the loop is parked and nobody has woken it yet.
 */
public final class LoopSignals {

    /** Messages wait to be published. */
    public static final int PUBLICATIONS = 1;

    /** The log has room again. */
    public static final int LOG_ROOM = 1 << 1;

    /** The member is to leave. */
    public static final int CLOSE = 1 << 2;

    /** Records of another member's log have come, or the fetch has ended. */
    public static final int FETCHED = 1 << 3;

    /** The group has other keys. */
    public static final int KEYS = 1 << 4;

    /** More of the log is durable. */
    public static final int LOG_DURABLE = 1 << 5;

    private static final int PARKED = 1 << 6;

    private static final VarHandle RAISED;

    static {
        try {
            RAISED = MethodHandles.lookup().findVarHandle(LoopSignals.class, "raised", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Runnable wakeup;

    private volatile int raised;

    /**
     * Starts with no signal.
     *
     * @param wakeup wakes the loop when it is parked, or keeps it from parking next
     */
    public LoopSignals(Runnable wakeup) {
        this.wakeup = wakeup;
    }

    /**
     * Raises a signal. From any thread, after what it is about was made visible.
     *
     * @param signal which
     */
    public void raise(int signal) {
        // Still raised from before: the loop has yet to take it, and will then see what this one is about, too.
        if ((raised & signal) == 0) {
            int before = (int) RAISED.getAndBitwiseOr(this, signal);
            if (before == PARKED) {
                wakeup.run();
            }
        }
    }

    /** Takes the raised signals, leaving none. On the loop's thread, not parked. */
    int take() {
        return raised == 0 ? 0 : (int) RAISED.getAndSet(this, 0);
    }

    /** Says that the loop parks, unless a signal is raised. Follow it with {@link #unpark()} if it says true. */
    boolean tryPark() {
        return RAISED.compareAndSet(this, 0, PARKED);
    }

    /** Says that the loop runs again. */
    void unpark() {
        RAISED.getAndBitwiseAnd(this, ~PARKED);
    }
}
