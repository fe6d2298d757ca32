package org.ordercast.engine.log.disk;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.segment.LogReader;

/** Reads a log up to where it is durable, for others: what it gave out, the log will not forget. For one thread. */
public final class DurableReader implements Closeable {

    private final DiskLog log;
    private final LogReader reader;
    private @Nullable LogItem ahead;

    DurableReader(DiskLog log, long sequence) {
        this.log = log;
        this.reader = log.reader(sequence);
    }

    /**
     * Goes one step further.
     *
     * @return a record, or what is missing instead; empty at the end of what is durable now
     * @throws IOException if the log cannot be read
     */
    public Optional<LogItem> next() throws IOException {
        LogItem item = ahead != null ? ahead : reader.next().orElse(null);
        if (item instanceof LogRecord record && !log.visible().has(record)) {
            ahead = item;
            return Optional.empty();
        }
        ahead = null;
        return Optional.ofNullable(item);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
