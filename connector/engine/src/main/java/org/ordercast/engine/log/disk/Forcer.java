package org.ordercast.engine.log.disk;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.segment.SegmentedLog;

/**
 * Forces a log to its disk, on a thread that may wait for it. While it forces, more may be written, all of which the next
 * force takes: so however slow the disk, many records share one force. As the thread's last act it closes the log: whoever
 * ends it waits no longer for a disk that hangs than it likes.
 */
final class Forcer {

    private final SegmentedLog log;
    private final ExecutorService thread;
    private final Runnable onForced;
    private final AtomicBoolean planned = new AtomicBoolean();

    private volatile long requested;
    private volatile long forced;
    private volatile @Nullable IOException failure;
    private volatile @Nullable IOException closingFailure;

    /** Forces on a thread of an executor that runs one task at a time; so does the callback after each force and failure. */
    Forcer(SegmentedLog log, ExecutorService thread, Runnable onForced) {
        this.log = log;
        this.thread = thread;
        this.onForced = onForced;
    }

    /** Asks to have forced what was written, so many records in all. On the writer's thread. */
    void request(long records) {
        if (records > requested) {
            requested = records;
            if (planned.compareAndSet(false, true)) {
                thread.execute(this::force);
            }
        }
    }

    /** How many records were forced, at the least. From any thread. */
    long forced() {
        return forced;
    }

    /** Why nothing can be forced any more, or null. From any thread. */
    @Nullable
    IOException failure() {
        return failure;
    }

    /** Why the log could not be closed well, or null if it could. */
    @Nullable
    IOException closingFailure() {
        return closingFailure;
    }

    /**
     * Has the thread finish the force that it is in the middle of, close the log, and end. From then on the log is its own.
     *
     * @param patience how long to wait for that
     * @return whether it has ended; if not, the disk hangs, and the log is closed when it answers
     */
    boolean close(Duration patience) {
        if (!thread.isShutdown()) {
            thread.execute(this::closeLog);
            thread.shutdown();
        }
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return thread.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void force() {
        // Before the look at what is requested: whoever requests more from here on plans another run.
        planned.set(false);
        long target = requested;
        if (target == forced || failure != null) {
            return;
        }
        try {
            log.force();
            forced = target;
        } catch (IOException e) {
            failure = e;
        }
        onForced.run();
    }

    private void closeLog() {
        try {
            log.close();
        } catch (IOException e) {
            closingFailure = e;
        }
    }
}
