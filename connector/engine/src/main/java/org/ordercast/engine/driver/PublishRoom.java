package org.ordercast.engine.driver;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The room for messages that are not ordered yet. Who finds none waits in line: room that comes free goes to the first in line, and
 * nobody overtakes it, so that a large message gets its room however many small ones follow.
 *
 * <p>Whoever finds room and no line takes it without a lock. Whoever joins the line says so before it looks for room a
 * last time, and whoever gives room back looks for a line afterwards: one of them sees the other.
 */
final class PublishRoom {

    private final long capacity;
    private final AtomicLong used = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Waiter> line = new ArrayDeque<>(); // guarded by lock
    private volatile int lineLength; // written under lock
    private volatile @Nullable MemberEnd end; // written under lock

    /** Somebody in line. Guarded by lock. */
    private static final class Waiter {
        private final long bytes;
        private final Condition served;
        private boolean granted;

        Waiter(long bytes, Condition served) {
            this.bytes = bytes;
            this.served = served;
        }
    }

    PublishRoom(long capacity) {
        this.capacity = capacity;
    }

    /**
     * Takes room.
     *
     * @param bytes how much, at most the capacity
     * @param nanos how long to wait for it
     * @return false if there was none in time
     * @throws RuntimeException as the end says, if the member ended
     */
    boolean take(long bytes, long nanos) throws InterruptedException {
        checkOpen();
        if (lineLength == 0 && tryTake(bytes)) {
            return true;
        }
        if (nanos <= 0) {
            return false;
        }
        lock.lockInterruptibly();
        try {
            checkOpen();
            return await(new Waiter(bytes, lock.newCondition()), nanos);
        } finally {
            lock.unlock();
        }
    }

    /** Gives room back. Never waits for longer than somebody takes to join or leave the line. */
    void giveBack(long bytes) {
        used.addAndGet(-bytes);
        if (lineLength > 0) {
            lock.lock();
            try {
                serve();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Sends everybody away, now and later. */
    void end(MemberEnd reason) {
        lock.lock();
        try {
            end = reason;
            line.forEach(waiter -> waiter.served.signal());
        } finally {
            lock.unlock();
        }
    }

    long used() {
        return used.get();
    }

    long capacity() {
        return capacity;
    }

    private boolean await(Waiter waiter, long nanos) throws InterruptedException {
        line.addLast(waiter);
        lineLength = line.size();
        boolean keep = false;
        try {
            serve();
            long left = nanos;
            while (!waiter.granted && left > 0) {
                left = waiter.served.awaitNanos(left);
                checkOpen();
            }
            keep = waiter.granted;
            return keep;
        } finally {
            if (!keep) {
                leave(waiter);
            }
        }
    }

    /** Takes somebody away who waits no more, which may let the next one have room. */
    private void leave(Waiter waiter) {
        if (waiter.granted) {
            used.addAndGet(-waiter.bytes);
        } else {
            line.remove(waiter);
            lineLength = line.size();
        }
        serve();
    }

    /** Gives room to the first in line while there is enough for it. */
    private void serve() {
        for (Waiter first = line.peekFirst(); first != null && tryTake(first.bytes); first = line.peekFirst()) {
            line.removeFirst();
            first.granted = true;
            first.served.signal();
        }
        lineLength = line.size();
    }

    private boolean tryTake(long bytes) {
        long now = used.get();
        while (now + bytes <= capacity) {
            long seen = used.compareAndExchange(now, now + bytes);
            if (seen == now) {
                return true;
            }
            now = seen;
        }
        return false;
    }

    private void checkOpen() {
        MemberEnd reason = end;
        if (reason != null) {
            throw reason.exception();
        }
    }
}
