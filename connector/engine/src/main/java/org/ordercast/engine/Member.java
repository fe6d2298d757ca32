package org.ordercast.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A running member of a group. Publishes messages, and reads the group's one total order through cursors. Safe for use
 * by several threads.
 */
public interface Member extends AutoCloseable {

    /**
     * Starts a member. It joins its group on a thread of its own; publishing and cursors may be used at once.
     *
     * @param settings how the member and its group are set up
     * @return the running member
     * @throws IOException if the network interface does not exist, or a socket cannot be had; the message says what
     *     there is, or what to set
     */
    static Member start(GroupSettings settings) throws IOException {
        return MemberRuntime.start(settings);
    }

    /**
     * How this member was set up, every default filled in.
     *
     * @return the settings
     */
    GroupSettings settings();

    /**
     * Publishes messages, adjacent in this member's own order. Waits until there is room for all of them together, then
     * hands over all or, when it fails, none.
     *
     * @param payloads the messages' payloads, not empty; the arrays must not be changed afterwards
     * @param acknowledgement how far each message must have come for its future to complete
     * @param timeout how long to wait for room; zero does not wait, and neither does a call on the member's own thread,
     *     which nobody else could make room for
     * @return a future for each payload, in their order. Each completes on the member's own thread, which dependents
     *     must not block, or fails with {@link MemberClosedException} or {@link GroupFailedException}
     * @throws NoRoomException if there was no room in time
     * @throws PayloadTooLargeException if a payload, or all together, are larger than the settings allow
     * @throws MemberClosedException if this member is closed
     * @throws GroupFailedException if this member stopped because safety could not be had
     * @throws InterruptedException if the calling thread was interrupted while it waited
     */
    List<CompletableFuture<Place>> publish(List<byte[]> payloads, Acknowledgement acknowledgement, Duration timeout)
            throws InterruptedException;

    /**
     * Publishes one message, as {@link #publish(List, Acknowledgement, Duration)} does, at less cost.
     *
     * @param payload the message's payload; the array must not be changed afterwards
     * @param acknowledgement how far the message must have come for its future to complete
     * @param timeout how long to wait for room
     * @return the message's future
     * @throws NoRoomException if there was no room in time
     * @throws PayloadTooLargeException if the payload is larger than the settings allow
     * @throws MemberClosedException if this member is closed
     * @throws GroupFailedException if this member stopped because safety could not be had
     * @throws InterruptedException if the calling thread was interrupted while it waited
     */
    CompletableFuture<Place> publish(byte[] payload, Acknowledgement acknowledgement, Duration timeout)
            throws InterruptedException;

    /**
     * Opens a cursor after the newest message that this member has received. Messages are kept for it from now on; when
     * it stays behind for more than {@link GroupSettings#logMemory()}, the group slows down rather than lose any.
     *
     * @return a cursor, to be closed by its user
     * @throws MemberClosedException if this member is closed
     * @throws GroupFailedException if this member stopped because safety could not be had
     */
    Cursor openCursor();

    /**
     * Opens a cursor that goes on where another one ended, be it in an earlier life of this member. What the log does not
     * hold any more is reported as a gap before the first message behind it; behind 0 the cursor begins with the first
     * message that there is.
     *
     * @param after the last sequence that its reader is done with; at most the newest that this member has received
     * @return a cursor, to be closed by its user
     * @throws IllegalArgumentException if this member has not received that much
     * @throws MemberClosedException if this member is closed
     * @throws GroupFailedException if this member stopped because safety could not be had
     */
    Cursor openCursor(long after);

    /**
     * What this member is doing and knows of its group.
     *
     * @return a snapshot
     */
    GroupSnapshot snapshot();

    /**
     * What was counted since this member started.
     *
     * @return the value of each counter
     */
    Map<Counter, Long> counters();

    /**
     * What this member's log holds, and what is wrong with it.
     *
     * @return a snapshot
     */
    LogSnapshot logSnapshot();

    /**
     * Has somebody told of the log's alarms from now on. Those that are raised already are in {@link #logSnapshot}.
     *
     * @param listener who
     */
    void addLogListener(LogListener listener);

    /**
     * Has somebody told of the log's alarms no more.
     *
     * @param listener who was told
     */
    void removeLogListener(LogListener listener);

    /**
     * Leaves the group: says so to the sequencer, fails what is still unacknowledged, ends every cursor, and gives back
     * sockets and threads before it returns; called on the member's own thread, soon after. Closing again has no effect.
     */
    @Override
    void close();
}
