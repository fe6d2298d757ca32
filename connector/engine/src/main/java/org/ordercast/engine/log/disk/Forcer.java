package org.ordercast.engine.log.disk;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.segment.SegmentedLog;

/**
 * The thread that forces a log to its disk. While it forces, more may be written, all of which the next force takes: so
 * however slow the disk, many records share one force.
 */
final class Forcer implements Runnable {

    private final SegmentedLog log;
    private final Runnable onForced;
    private final Thread thread;

    private volatile long requested;
    private volatile long forced;
    private volatile boolean closed;
    private volatile @Nullable IOException failure;

    /** Makes the thread, which {@link #start} starts. The callback runs on it after each force, and after a failure. */
    Forcer(String threadName, SegmentedLog log, Runnable onForced) {
        this.log = log;
        this.onForced = onForced;
        this.thread = new Thread(null, this, threadName, 0, false);
        this.thread.setContextClassLoader(Forcer.class.getClassLoader());
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Asks to have forced what was written, so many records in all. On the writer's thread. */
    void request(long records) {
        if (records > requested) {
            requested = records;
            LockSupport.unpark(thread);
        }
    }

    /** How many records are forced. */
    long forced() {
        return forced;
    }

    /** Why it cannot go on, or null if it can. */
    @Nullable
    IOException failure() {
        return failure;
    }

    /** Ends the thread, and waits until it has ended; a force that it is in the middle of is finished. */
    void close() {
        closed = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        while (!closed && failure == null) {
            long target = requested;
            if (target == forced) {
                LockSupport.park(this);
                continue;
            }
            try {
                log.force();
                forced = target;
            } catch (IOException e) {
                failure = e;
            }
            onForced.run();
        }
    }
}
