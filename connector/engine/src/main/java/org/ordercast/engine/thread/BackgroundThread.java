package org.ordercast.engine.thread;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread of a member. It takes over nothing from whoever starts it, for in a server that may be an application that is
 * redeployed: no inheritable thread locals, and the engine's own class loader. It is a daemon, and what its work throws
 * is logged under the thread's name. Safe for use by several threads.
 */
public final class BackgroundThread {

    private final Thread thread;

    /**
     * Makes a thread, which {@link #start} starts.
     *
     * @param name its name
     * @param work what it does
     */
    public BackgroundThread(String name, Runnable work) {
        thread = make(name, work);
    }

    /**
     * Makes such a thread that does one task after the other, and starts with the first.
     *
     * @param name its name
     * @return the thread, to be shut down by its user
     */
    public static ExecutorService executor(String name) {
        return Executors.newSingleThreadExecutor(work -> make(name, work));
    }

    private static Thread make(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setContextClassLoader(BackgroundThread.class.getClassLoader());
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((died, error) -> System.getLogger(BackgroundThread.class.getName())
                .log(System.Logger.Level.ERROR, "thread " + died.getName() + " died of an unexpected error", error));
        return thread;
    }

    /** Starts the thread, once. */
    public void start() {
        thread.start();
    }

    /** Wakes the thread if it is parked, or keeps it from parking next. */
    public void unpark() {
        LockSupport.unpark(thread);
    }

    /**
     * Whether the caller is this thread.
     *
     * @return true on this thread
     */
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /**
     * Waits for the thread, which was told to end; an interrupt is kept for the caller, and does not end the wait.
     *
     * @param patience how long to wait
     * @return whether it has ended, or was never started
     */
    public boolean join(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        while (thread.isAlive() && deadline - System.nanoTime() > 0) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
