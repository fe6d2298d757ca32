package org.ordercast.engine.link;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.ordercast.engine.log.LogItem;

/** Reads one client's way through the log. Used by the server's thread. */
public interface RecordSource extends Closeable {

    /**
     * Goes one step further.
     *
     * @return a record, or what is missing instead; empty at the end of what the log holds now
     * @throws IOException if the log cannot be read
     */
    Optional<LogItem> next() throws IOException;
}
