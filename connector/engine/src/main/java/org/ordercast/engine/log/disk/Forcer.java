package org.ordercast.engine.log.disk;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.segment.SegmentedLog;

/**
 * Forces a log to its disk, on a thread that may wait for it. While it forces, more may be written, all of which the next
 * force takes: so however slow the disk, many records share one force.
 */
final class Forcer implements Runnable {

    private final SegmentedLog log;
    private final ExecutorService thread;
    private final Runnable onForced;
    private final AtomicBoolean planned = new AtomicBoolean();

    private volatile long requested;
    private volatile long forced;
    private volatile @Nullable IOException failure;

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
                thread.execute(this);
            }
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
        thread.shutdown();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = thread.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
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
}
