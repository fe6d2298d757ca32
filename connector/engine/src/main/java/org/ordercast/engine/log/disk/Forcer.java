package org.ordercast.engine.log.disk;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.segment.SegmentedLog;
import org.ordercast.engine.thread.BackgroundThread;

/**
 * The thread that forces a log to its disk. While it forces, more may be written, all of which the next force takes: so
 * however slow the disk, many records share one force. As its last act it closes the log: whoever ends it waits no longer for
 * a disk that hangs than it likes.
 */
final class Forcer implements Runnable {

    private final SegmentedLog log;
    private final Runnable onForced;
    private final BackgroundThread thread;

    private volatile long requested;
    private volatile long forced;
    private volatile boolean closed;
    private volatile @Nullable IOException failure;
    private volatile @Nullable IOException closingFailure;

    /** Makes the thread, which {@link #start} starts. The callback runs on it after each force, and after a failure. */
    Forcer(String threadName, SegmentedLog log, Runnable onForced) {
        this.log = log;
        this.onForced = onForced;
        this.thread = new BackgroundThread(threadName, this);
    }

    void start() {
        thread.start();
    }

    /** Asks to have forced what was written, so many records in all. On the writer's thread. */
    void request(long records) {
        if (records > requested) {
            requested = records;
            thread.unpark();
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
        closed = true;
        thread.unpark();
        return thread.join(patience);
    }

    @Override
    public void run() {
        forceWhatIsAskedFor();
        try {
            log.close();
        } catch (IOException e) {
            closingFailure = e;
        }
    }

    private void forceWhatIsAskedFor() {
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
        while (!closed) {
            LockSupport.park(this);
        }
    }
}
