package org.ordercast.engine;

import java.time.Duration;
import java.util.Optional;

/**
 * A place in the group's order from which one reader goes on. For one thread at a time; {@link #position()} and
 * {@link #lag()} may be read by any.
 */
public interface Cursor extends AutoCloseable {

    /**
     * The next message, which stays the next one until {@link #advance()}.
     *
     * @param timeout how long to wait for one; zero does not wait
     * @return the next message, or empty if none came in time
     * @throws OrderGapException if messages that should come next are not to be had any more; thrown once, after which
     *     the cursor stands behind the gap
     * @throws GroupFailedException if the member stopped because safety could not be had, once everything received
     *     before was read
     * @throws MemberClosedException if the member or this cursor is closed
     * @throws InterruptedException if the calling thread was interrupted while it waited
     */
    Optional<Delivery> peek(Duration timeout) throws InterruptedException;

    /**
     * Goes past the message that {@link #peek} gave.
     *
     * @throws IllegalStateException if {@code peek} gave none since the last call
     */
    void advance();

    /**
     * The last sequence that this cursor is done with.
     *
     * @return the position, 0 before the first message of the group
     */
    long position();

    /**
     * How many received messages this cursor has still to read.
     *
     * @return the lag, 0 or more
     */
    long lag();

    /** Lets go of the messages kept for this cursor, and wakes its reader. Closing again has no effect. */
    @Override
    void close();
}
