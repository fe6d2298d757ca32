package org.ordercast.engine.log.disk;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.ordercast.engine.LogAlarm;
import org.ordercast.engine.log.segment.SegmentedLog;

/** That a log's disk takes nothing at the moment: when to try again, and what the operator is told. The writer's own. */
final class WriteStall {

    private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(100);

    private final SegmentedLog log;
    private final LongSupplier clock;
    private final Alarms alarms;
    private final Consumer<String> warnings;
    private boolean stalled;
    private long retryAt;
    private volatile long unwritten;

    WriteStall(SegmentedLog log, LongSupplier clock, Alarms alarms, Consumer<String> warnings) {
        this.log = log;
        this.clock = clock;
        this.alarms = alarms;
        this.warnings = warnings;
    }

    /** Whether it is too early to try again. */
    boolean holdsBack() {
        return stalled && clock.getAsLong() - retryAt < 0;
    }

    /** How many bytes wait for the disk to take them. From any thread. */
    long unwrittenBytes() {
        return unwritten;
    }

    /** The disk has taken everything. */
    void end() {
        if (stalled) {
            stalled = false;
            unwritten = 0;
            alarms.clear(LogAlarm.Kind.DISK_FULL);
            alarms.clear(LogAlarm.Kind.NOT_WRITABLE);
            warnings.accept("the log's disk takes what is written again");
        }
    }

    /** The disk has not taken everything. */
    void begin(IOException cause) {
        retryAt = clock.getAsLong() + RETRY;
        unwritten = log.bufferedBytes();
        if (log.failure().isPresent()) {
            // The log says itself that nothing more can be written.
            return;
        }
        long free = freeSpace();
        boolean full = isFull(cause, free);
        String text = full
                ? "the disk of the log in " + log.directory()
                        + " is full; publishers wait until there is space, and then everything goes on"
                : "the log in " + log.directory() + " cannot be written: " + cause.getMessage()
                        + "; publishers wait until it can";
        alarms.clear(full ? LogAlarm.Kind.NOT_WRITABLE : LogAlarm.Kind.DISK_FULL);
        alarms.raise(full ? LogAlarm.Kind.DISK_FULL : LogAlarm.Kind.NOT_WRITABLE, text, free, unwritten);
        if (!stalled) {
            stalled = true;
            warnings.accept(text);
        }
    }

    /** What is free may be kept for an administrator, or cut off by a quota: then the system's own words say so. */
    private boolean isFull(IOException cause, long free) {
        String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return (free >= 0 && free < unwritten) || words.contains("no space") || words.contains("quota");
    }

    private long freeSpace() {
        try {
            return log.freeSpace();
        } catch (IOException e) {
            return -1;
        }
    }
}
