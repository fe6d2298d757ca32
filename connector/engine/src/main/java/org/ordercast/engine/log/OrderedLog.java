package org.ordercast.engine.log;

import org.ordercast.engine.membership.MemberIdentity;

/**
 * Where a member's protocol puts the order. Called on the protocol's thread; it never waits. What was appended becomes
 * durable a little later, if the log is on a disk; when it does, or when there is room again after there was none, the
 * driver gives the protocol a turn.
 */
public interface OrderedLog {

    /**
     * What the log knows at its end, behind everything that was appended, durable or not: when it is opened, how the
     * order stood when this member's last life ended.
     *
     * @return the state; {@link LogState#EMPTY} of a log that holds nothing, or does not outlive the process
     */
    LogState state();

    /**
     * Whether the log may have lost nothing that it once held durably when it was opened.
     *
     * @return false after a power failure, for example, where what was not forced to the disk may be gone
     */
    boolean isComplete();

    /**
     * Whether all could be read that {@link #state()} builds on. While some of it is damaged, it may lack the last numbers of
     * publishers, and who ordered then might order a message again.
     *
     * @return false until what was found damaged when the log was opened is repaired
     */
    default boolean isWhole() {
        return true;
    }

    /**
     * Takes note of where another member is reached in its present life: what is damaged here may be had from there.
     *
     * @param member the member
     */
    default void onPeer(MemberIdentity member) {}

    /**
     * How far a member that stands at a sequence is behind the end of this log.
     *
     * @param sequence a sequence
     * @return the bytes that follow it, roughly; -1 if the log no longer holds them all
     */
    long bytesAfter(long sequence);

    /**
     * Whether the log takes more. Asked before each frame, all of whose records are then appended. Once false, the
     * protocol stops acknowledging, so that the group slows down rather than lose anything, until
     * {@code MemberProtocol.onLogRoom} says that there is room again.
     *
     * @return true if {@link #append} may be called
     */
    boolean hasRoom();

    /**
     * Says where the order begins for this member, which has joined a group that it was not in before. Called again only
     * before the first message, where the member first followed a sequencer that gave way to another.
     *
     * @param state what is known of the order there
     */
    void begin(LogState state);

    /**
     * Appends a record, which goes on from the one before.
     *
     * @param record messages, a view, an epoch, or messages that are not to be had any more; used only during the call
     */
    void append(LogRecord record);

    /**
     * Brings what was appended on its way to being durable and to its readers. Called at the end of each turn.
     */
    default void flush() {}

    /**
     * Takes note of how far the order is committed, for the log's next life.
     *
     * @param sequence the committed sequence
     */
    default void commitUpTo(long sequence) {}

    /**
     * How many records were appended.
     *
     * @return a number that grows with each
     */
    long appended();

    /**
     * How many of them are held as durably as the group asks.
     *
     * @return a number that never goes back, {@link #appended()} at the most
     */
    long durable();
}
