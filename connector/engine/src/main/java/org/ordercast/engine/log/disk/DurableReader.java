package org.ordercast.engine.log.disk;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.segment.LogReader;

/** Reads a log up to where it may be seen, and no further; reports damage that it comes to. For one thread. */
public final class DurableReader implements Closeable {

    private final LogReader reader;
    private final Supplier<Visible> limit;
    private final Consumer<Damage> damaged;
    private @Nullable LogItem ahead;

    DurableReader(LogReader reader, Supplier<Visible> limit, Consumer<Damage> damaged) {
        this.reader = reader;
        this.limit = limit;
        this.damaged = damaged;
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
        if (item instanceof Damage damage) {
            damaged.accept(damage);
        }
        return Optional.ofNullable(item);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
