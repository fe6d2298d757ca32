package org.ordercast.engine.link;

import java.io.IOException;
import java.util.Optional;

/** The log that a {@link LogServer} gives out. Called on the server's thread, which waits for nothing but the disk. */
public interface LogSource {

    /**
     * Begins to read for one client.
     *
     * @param sequence the sequence to begin with; the first batch may begin earlier. 0 for the beginning
     * @return what the server reads and closes; empty if this member keeps no log that others can read
     * @throws IOException if the log cannot be read
     */
    Optional<RecordSource> open(long sequence) throws IOException;
}
