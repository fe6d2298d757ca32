package org.ordercast.engine.log.disk;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.BatchCursor;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.Deleted;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.OrderedBatch;

/**
 * A reader's place in a {@link DiskLog}: takes what is still in memory from there, and the rest from the segments. Where messages are damaged, it waits until they are repaired, and goes on by itself:
 * another member may hold them.
 */
final class DiskCursor extends BatchCursor {

    private final DiskLog log;
    private final Object files = new Object();
    private @Nullable DurableReader reader; // guarded by files
    private boolean over; // guarded by files

    /** A sequence of the batch that is being read, or looked for, in memory; 0 while none is. */
    private volatile long inMemory;

    /** How many repairs there were when damage was come to, or less than any while there is none ahead. */
    private volatile long waitsSince = -1;

    /** A cursor behind a sequence; behind 0, it begins with the first that there is. */
    DiskCursor(DiskLog log, long behind) {
        super(behind);
        this.log = log;
    }

    @Override
    public long position() {
        long read = read();
        return read > 0 ? read : log.startedAfter();
    }

    @Override
    public long lag() {
        return Math.max(0, log.visible().sequence() - position());
    }

    @Override
    protected boolean hasNext() {
        return log.visible().sequence() > position() && log.repairs() != waitsSince;
    }

    @Override
    protected @Nullable OrderedBatch next() {
        if (!hasNext()) {
            return null;
        }
        synchronized (files) {
            return over ? null : readBatch();
        }
    }

    private @Nullable OrderedBatch readBatch() {
        // Said before it is looked for: what is found then is not overwritten.
        inMemory = position() + 1;
        OrderedBatch recent = log.recent(position() + 1);
        if (recent != null) {
            closeReader();
            return recent;
        }
        inMemory = 0;
        try {
            long repairs = log.repairs();
            DurableReader open = reader;
            if (open == null) {
                open = log.openLocalReader(position() + 1);
                reader = open;
            }
            for (Optional<LogItem> item = open.next(); item.isPresent(); item = open.next()) {
                if (item.get() instanceof LogRecord.Batch batch) {
                    return batch.batch();
                }
                if (item.get() instanceof Damage damage && damage.losesMessages()) {
                    // Read again from here, out of the repaired segment.
                    closeReader();
                    waitsSince = repairs;
                    return null;
                }
                requireNothingMissing(item.get());
            }
            return null;
        } catch (IOException e) {
            closeReader();
            throw missing(position() + 1, log.visible().sequence(), "the log cannot be read: " + e.getMessage());
        }
    }

    private void requireNothingMissing(LogItem item) {
        if (item instanceof LogRecord.Gap gap) {
            throw missing(gap.first(), gap.last(), gap.reason());
        } else if (item instanceof Deleted deleted && read() > 0) {
            throw missing(deleted.first(), deleted.last(), "the log keeps no messages of that age");
        }
    }

    @Override
    protected void onBatchRead() {
        inMemory = 0;
    }

    /** A sequence of the batch that is being read in memory, or 0. */
    long inMemory() {
        return inMemory;
    }

    @Override
    protected void onClosed() {
        log.remove(this);
        synchronized (files) {
            over = true;
            closeReader();
        }
    }

    @Override
    protected @Nullable Supplier<? extends RuntimeException> ended() {
        return log.ended();
    }

    private void closeReader() {
        DurableReader open = reader;
        reader = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // Nothing was written through it.
                System.getLogger(DiskCursor.class.getName())
                        .log(System.Logger.Level.DEBUG, "a reader of the log could not be closed", e);
            }
        }
    }
}
