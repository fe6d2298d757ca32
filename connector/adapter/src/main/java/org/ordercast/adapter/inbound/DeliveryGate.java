package org.ordercast.adapter.inbound;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.ordercast.SubscriptionState;

/**
 * Whether a subscription may deliver: its state, and the one place that moves it. The subscription's thread waits here;
 * operators and the server open, hold and close it from theirs.
 *
 * <pre>
 *  STARTING → DELIVERING    an endpoint is there
 *  STARTING, DELIVERING → PAUSED    pause
 *  STARTING, DELIVERING, PAUSED → STOPPED    a message that cannot be handled, or a gap
 *  PAUSED, STOPPED → STARTING or DELIVERING    resume
 * </pre>
 */
final class DeliveryGate {

    private static final Logger LOG = System.getLogger(DeliveryGate.class.getName());

    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private SubscriptionState state = SubscriptionState.STARTING;
    private String reason = "waiting for the server to offer an endpoint";
    private boolean started;
    private long holds;
    private boolean closed;

    DeliveryGate(String name) {
        this.name = name;
    }

    /** Waits while delivery is held; false once the gate is closed. */
    boolean awaitOpen() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && isHeld()) {
                changed.await();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** How often delivery was held so far. */
    long holds() {
        lock.lock();
        try {
            return holds;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits the whole time, unless delivery was held or ended meanwhile: whoever holds and resumes it does not want to
     * wait for the rest.
     *
     * @param holdsBefore what {@link #holds()} was when the reason to wait came up
     */
    void pauseFor(Duration time, long holdsBefore) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = time.toNanos();
            while (nanos > 0 && !closed && holds == holdsBefore) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isOpen() {
        lock.lock();
        try {
            return !closed && !isHeld();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    SubscriptionState state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    String reason() {
        lock.lock();
        try {
            return reason;
        } finally {
            lock.unlock();
        }
    }

    void started() {
        lock.lock();
        try {
            started = true;
            if (state == SubscriptionState.STARTING) {
                move(SubscriptionState.DELIVERING, "an endpoint is there");
            }
        } finally {
            lock.unlock();
        }
    }

    void pause() {
        lock.lock();
        try {
            if (!isHeld()) {
                move(SubscriptionState.PAUSED, "paused by an operator");
            }
        } finally {
            lock.unlock();
        }
    }

    void stop(String why) {
        lock.lock();
        try {
            move(SubscriptionState.STOPPED, why);
        } finally {
            lock.unlock();
        }
    }

    void resume() {
        lock.lock();
        try {
            if (isHeld()) {
                move(started ? SubscriptionState.DELIVERING : SubscriptionState.STARTING, "resumed by an operator");
            }
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isHeld() {
        return state == SubscriptionState.PAUSED || state == SubscriptionState.STOPPED;
    }

    private void move(SubscriptionState next, String why) {
        LOG.log(Level.DEBUG, "subscription {0}: {1} to {2}: {3}", name, state, next, why);
        state = next;
        reason = why;
        if (isHeld()) {
            holds++;
        }
        changed.signalAll();
    }
}
