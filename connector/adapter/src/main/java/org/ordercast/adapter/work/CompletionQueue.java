package org.ordercast.adapter.work;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.work.WorkException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs the completions of asynchronous sends one after another on a thread of the server, in the order in which they
 * came. It stands between the member's own thread, which must never wait, and what applications do on completion.
 * A thread is taken only while there is something to run. Safe for use by several threads.
 */
public final class CompletionQueue implements Executor {

    private static final Logger LOG = System.getLogger(CompletionQueue.class.getName());

    private final BootstrapContext context;
    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean draining;
    private boolean closed;

    /**
     * Creates an empty queue.
     *
     * @param context the server whose threads are used
     * @param name the work's name, for the server's monitoring
     */
    public CompletionQueue(BootstrapContext context, String name) {
        this.context = context;
        this.name = name;
    }

    /** Runs the task on a thread of the server; on the calling thread once this queue is closed, or if it gives none. */
    @Override
    public void execute(Runnable task) {
        lock.lock();
        try {
            tasks.add(task);
            if (draining) {
                return;
            }
            draining = true;
        } finally {
            lock.unlock();
        }
        if (!handOver()) {
            drain();
        }
    }

    /**
     * Takes no more threads from the server, and waits until what was taken over has run.
     *
     * @param seconds how long to wait
     */
    public void close(long seconds) {
        lock.lock();
        try {
            closed = true;
            long nanos = TimeUnit.SECONDS.toNanos(seconds);
            while (draining && nanos > 0) {
                nanos = idle.awaitNanos(nanos);
            }
            if (draining) {
                LOG.log(
                        Level.WARNING,
                        name + ": an application still handles the completion of a send after " + seconds
                                + " s; it is left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private boolean handOver() {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
        } finally {
            lock.unlock();
        }
        try {
            context.getWorkManager().scheduleWork(ContainerWork.of(context, name, false, this::drain));
            return true;
        } catch (WorkException e) {
            LOG.log(Level.DEBUG, name + ": the server gives no thread; the completion runs where it came up", e);
            return false;
        }
    }

    private void drain() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, name + ": the completion of a send failed", e);
            }
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable task = tasks.poll();
            if (task == null) {
                draining = false;
                idle.signalAll();
            }
            return task;
        } finally {
            lock.unlock();
        }
    }
}
