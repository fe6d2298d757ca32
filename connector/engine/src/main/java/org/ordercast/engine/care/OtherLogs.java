package org.ordercast.engine.care;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.membership.MemberIdentity;

/** Reads other members' logs. Used by the thread that looks after a log, which may wait for an answer. */
@FunctionalInterface
public interface OtherLogs {

    /**
     * Begins to read another member's log.
     *
     * @param member whose log
     * @param sequence the sequence to begin with
     * @return the records, to be closed
     * @throws IOException if the member is not reached, or does not let this one read
     */
    Records open(MemberIdentity member, long sequence) throws IOException;

    /** The records of another member's log, one after the other. Closed by any thread. */
    interface Records extends Closeable {

        /**
         * Reads the next record.
         *
         * @return the record, or null at the end of what that log holds
         * @throws IOException if the log is not read to its end
         */
        @Nullable
        LogRecord next() throws IOException;
    }
}
