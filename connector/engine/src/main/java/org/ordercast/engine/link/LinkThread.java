package org.ordercast.engine.link;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A thread of a link: it takes over nothing from whoever starts it, which may be an application that is redeployed. */
final class LinkThread {

    /** Nothing that a link's thread does takes so long, but for a disk that stands still. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Thread thread;

    LinkThread(String name, Runnable work) {
        thread = new Thread(null, work, name, 0, false);
        thread.setContextClassLoader(LinkThread.class.getClassLoader());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Waits for the thread, which was told to end; an interrupt is kept for the caller, and does not end the wait. */
    void join() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
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
    }
}
