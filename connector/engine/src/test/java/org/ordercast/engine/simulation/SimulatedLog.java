package org.ordercast.engine.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.log.OrderedLog;
import org.ordercast.engine.membership.MemberIdentity;

/**
 * The log of one member, in one life: what was appended stays until a reader, which may be slow, has come to it. When it
 * holds more than its capacity it has no room until the reader has caught up.
 */
final class SimulatedLog implements OrderedLog {

    private static final int OVERHEAD = 64;

    private final MemberIdentity member;
    private final Checker checker;
    private final int capacity;
    private final int overrun;
    private final Deque<OrderedBatch> unread = new ArrayDeque<>();
    private int unreadBytes;
    private boolean wasFull;

    /**
     * An empty log.
     *
     * @param capacity how many bytes it holds before it has no room
     * @param overrun how many bytes more it may be given, for the protocol asks for room before a frame, not a batch
     */
    SimulatedLog(MemberIdentity member, Checker checker, int capacity, int overrun) {
        this.member = member;
        this.checker = checker;
        this.capacity = capacity;
        this.overrun = overrun;
    }

    @Override
    public boolean hasRoom() {
        boolean room = unreadBytes < capacity;
        wasFull |= !room;
        return room;
    }

    @Override
    public void append(OrderedBatch batch) {
        if (unreadBytes >= capacity + overrun) {
            throw new InvariantViolation(
                    Invariant.CONTRACT,
                    member.id() + " appends sequence " + batch.firstSequence() + " to a log of " + unreadBytes
                            + " bytes, which has no room above " + capacity);
        }
        checker.received(member, batch);
        unread.addLast(batch);
        unreadBytes += size(batch);
    }

    @Override
    public void appendGap(long first, long last, String reason) {
        if (reason.isBlank()) {
            throw new InvariantViolation(
                    Invariant.CONTRACT, member.id() + " reports the gap from " + first + " without a reason");
        }
        checker.missed(member, first, last);
    }

    @Override
    public void startAfter(long sequence) {
        checker.startedAfter(member, sequence);
    }

    /** Whether something waits to be read. */
    boolean hasUnread() {
        return !unread.isEmpty();
    }

    /** Lets the reader come to some batches. */
    void read(int batches) {
        for (int i = 0; i < batches && !unread.isEmpty(); i++) {
            OrderedBatch batch = unread.removeFirst();
            unreadBytes -= size(batch);
            checker.read(member, batch);
        }
    }

    /** Whether there is room again after there was none; true once each time. */
    boolean roomReturned() {
        if (!wasFull || unreadBytes >= capacity) {
            return false;
        }
        wasFull = false;
        return true;
    }

    private static int size(OrderedBatch batch) {
        return OVERHEAD + batch.messages().limit();
    }
}
