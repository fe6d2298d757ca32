package org.ordercast.engine.log;

import java.util.Optional;
import java.util.function.Supplier;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.LogListener;
import org.ordercast.engine.LogSnapshot;

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
     * Opens a cursor behind a message that was read before, as {@link org.ordercast.engine.Member#openCursor(long)} says.
     * From any thread.
     *
     * @param after the last sequence that its reader is done with
     * @return the cursor
     * @throws IllegalArgumentException if the log has not come that far
     * @throws RuntimeException as {@link #end} was given, if the log has ended
     */
    Cursor openCursor(long after);

    /**
     * Checks where a cursor is to begin.
     *
     * @param after the last sequence that its reader is done with
     * @param newest the last sequence that there is
     * @throws IllegalArgumentException if the log has not come that far
     */
    static void requireReceived(long after, long newest) {
        if (after < 0 || after > newest) {
            throw new IllegalArgumentException("a cursor cannot begin behind sequence " + after
                    + ", for this member has received up to " + newest
                    + "; has its log directory been replaced by an older one?");
        }
    }

    /**
     * Why the log can take no more, although it is not full. On the member's thread.
     *
     * @return one sentence; empty while it can
     */
    default Optional<String> failure() {
        return Optional.empty();
    }

    /**
     * What the log holds, and what is wrong with it. From any thread.
     *
     * @return a snapshot
     */
    LogSnapshot snapshot();

    /**
     * Has somebody told of alarms from now on. From any thread.
     *
     * @param listener who
     */
    default void addListener(LogListener listener) {}

    /**
     * Has somebody told of alarms no more. From any thread.
     *
     * @param listener who
     */
    default void removeListener(LogListener listener) {}

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
