package org.ordercast.engine;

import java.io.IOException;
import java.util.Optional;
import org.ordercast.engine.link.RecordSource;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.disk.DurableReader;

/** One client's way through a member's log. */
record ServedRecords(DurableReader reader) implements RecordSource {

    @Override
    public Optional<LogItem> next() throws IOException {
        return reader.next();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
