package org.ordercast.engine.log;

import java.util.Optional;
import java.util.function.Supplier;
import org.ordercast.engine.Cursor;

/** A member's log: what its protocol writes, and what cursors read. */
public interface MemberLog extends OrderedLog, AutoCloseable {

    /**
     * Opens a cursor behind the newest message; one that is opened before the member joined begins at the first. From
     * any thread.
     *
     * @return the cursor
     * @throws RuntimeException as {@link #end} was given, if the log has ended
     */
    Cursor openCursor();

    /**
     * Why the log can take no more, although it is not full. On the member's thread.
     *
     * @return one sentence; empty while it can
     */
    default Optional<String> failure() {
        return Optional.empty();
    }

    /**
     * Ends the log: nothing more is appended, and each cursor throws once it has read everything. Only the first end
     * counts.
     *
     * @param exception makes what cursors throw
     */
    void end(Supplier<? extends RuntimeException> exception);

    /** Gives back what the log has open, once it has ended. On the member's thread. */
    @Override
    default void close() {}
}
