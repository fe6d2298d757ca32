package org.ordercast.engine.log.disk;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.segment.LogReader;

/** Reads a log up to where it may be seen, and no further. For one thread. */
public final class DurableReader implements Closeable {

    private final LogReader reader;
    private final Supplier<Visible> limit;
    private @Nullable LogItem ahead;

    DurableReader(LogReader reader, Supplier<Visible> limit) {
        this.reader = reader;
        this.limit = limit;
    }

    /**
     * Goes one step further.
     *
     * @return a record, or what is missing instead; empty at the end of what may be seen now
     * @throws IOException if the log cannot be read
     */
    public Optional<LogItem> next() throws IOException {
        LogItem item = ahead != null ? ahead : reader.next().orElse(null);
        if (item instanceof LogRecord record && !limit.get().has(record)) {
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
