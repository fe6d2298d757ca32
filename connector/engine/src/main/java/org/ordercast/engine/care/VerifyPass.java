package org.ordercast.engine.care;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.disk.DiskLog;
import org.ordercast.engine.log.disk.DurableReader;

/** Reads a whole log, a little at a time, and begins anew some time after its end. What it finds, its reader reports. */
final class VerifyPass {

    /** How much is read before it pauses. */
    private static final int SLICE = 256 * 1024;

    /** What a record takes beside its messages, roughly. */
    private static final int OVERHEAD = 128;

    private final DiskLog log;
    private final CareLimits limits;
    private final LongSupplier clock;
    private final Consumer<String> warnings;
    private @Nullable DurableReader reader;
    private long dueAt;

    VerifyPass(DiskLog log, CareLimits limits, LongSupplier clock, Consumer<String> warnings) {
        this.log = log;
        this.limits = limits;
        this.clock = clock;
        this.warnings = warnings;
        this.dueAt = clock.getAsLong() + limits.firstAfter().toNanos();
    }

    /** How long there is nothing to do, in nanoseconds; 0 or less if there is something. */
    long pause() {
        return dueAt - clock.getAsLong();
    }

    /** Begins now, unless it has begun. */
    void hurry() {
        if (reader == null) {
            dueAt = clock.getAsLong();
        }
    }

    /** Reads on, as much as the rate allows at once. */
    void goOn() {
        long bytes = 0;
        try {
            DurableReader open = reader == null ? log.openLocalReader(0) : reader;
            reader = open;
            while (bytes < SLICE) {
                Optional<LogItem> item = open.next();
                if (item.isEmpty()) {
                    end();
                    return;
                }
                bytes += OVERHEAD;
                if (item.get() instanceof LogRecord.Batch batch) {
                    bytes += batch.batch().messages().limit();
                }
            }
            dueAt = clock.getAsLong() + bytes * TimeUnit.SECONDS.toNanos(1) / limits.rate();
        } catch (IOException e) {
            warnings.accept("the log could not be verified: " + e);
            end();
        } catch (IllegalStateException e) {
            // The log was begun anew under the reader.
            end();
        }
    }

    /** Lets go of what it has open. */
    void close() {
        DurableReader open = reader;
        reader = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                warnings.accept("a reader of the log could not be closed: " + e);
            }
        }
    }

    private void end() {
        close();
        dueAt = clock.getAsLong() + limits.interval().toNanos();
    }
}
