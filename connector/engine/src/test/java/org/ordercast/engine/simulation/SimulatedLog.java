package org.ordercast.engine.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import org.ordercast.engine.log.KeptRecords;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.log.OrderedLog;
import org.ordercast.engine.membership.MemberIdentity;

/**
 * The log of one member, in one life: what was appended stays until a reader, which may be slow, has come to it. When it
 * holds more than its capacity it has no room until the reader has caught up. It is gone with its member.
 */
final class SimulatedLog implements OrderedLog {

    private static final long NONE = 0;
    private static final int OVERHEAD = 64;

    private final MemberIdentity member;
    private final Checker checker;
    private final int capacity;
    private final int overrun;
    private final Deque<OrderedBatch> unread = new ArrayDeque<>();
    private final Deque<LogRecord> pending = new ArrayDeque<>();
    private final boolean isImmediate;
    private long appended;
    private long durable;
    /** The epoch that the member began, whose messages it orders: what its log does not hold, nobody has seen. */
    private long ownEpoch = NONE;

    private int unreadBytes;
    private boolean wasFull;

    /**
     * An empty log.
     *
     * @param capacity how many bytes it holds before it has no room
     * @param overrun how many bytes more it may be given, for the protocol asks for room before a frame, not a batch
     * @param isImmediate whether what is appended is durable at once
     */
    SimulatedLog(MemberIdentity member, Checker checker, int capacity, int overrun, boolean isImmediate) {
        this.member = member;
        this.checker = checker;
        this.capacity = capacity;
        this.overrun = overrun;
        this.isImmediate = isImmediate;
    }

    @Override
    public boolean hasRoom() {
        boolean room = unreadBytes < capacity;
        wasFull |= !room;
        return room;
    }

    @Override
    public LogState state() {
        return LogState.EMPTY;
    }

    @Override
    public boolean isComplete() {
        return true;
    }

    @Override
    public long bytesAfter(long sequence) {
        return -1;
    }

    @Override
    public void begin(LogState beginning) {
        checker.startedAfter(member, beginning.lastSequence());
        ownEpoch = NONE;
    }

    @Override
    public void append(LogRecord record) {
        if (record instanceof LogRecord.Batch messages) {
            requireRoom(messages.batch());
        } else if (record instanceof LogRecord.Gap gap && gap.reason().isBlank()) {
            throw new InvariantViolation(
                    Invariant.CONTRACT, member.id() + " reports the gap from " + gap.first() + " without a reason");
        }
        appended++;
        if (isImmediate) {
            keep(KeptRecords.copyOf(record));
        } else {
            pending.addLast(KeptRecords.copyOf(record));
        }
    }

    @Override
    public long appended() {
        return appended;
    }

    @Override
    public long durable() {
        return durable;
    }

    /** Whether something is not durable yet. */
    boolean hasPending() {
        return !pending.isEmpty();
    }

    /** Makes some of what is not durable durable. */
    void write(int records) {
        for (int i = 0; i < records && !pending.isEmpty(); i++) {
            keep(pending.removeFirst());
        }
    }

    private void requireRoom(OrderedBatch batch) {
        if (unreadBytes >= capacity + overrun) {
            throw new InvariantViolation(
                    Invariant.CONTRACT,
                    member.id() + " appends sequence " + batch.firstSequence() + " to a log of " + unreadBytes
                            + " bytes, which has no room above " + capacity);
        }
        unreadBytes += size(batch);
    }

    /** The record is durable from now on: the member holds it, and its readers come to it. */
    private void keep(LogRecord record) {
        durable++;
        if (record instanceof LogRecord.Batch messages) {
            checker.received(member, messages.batch());
            if (messages.batch().epoch() == ownEpoch) {
                checker.ordered(member, ownEpoch);
            }
            checker.digest(member, messages.digest());
            unread.addLast(messages.batch());
        } else if (record instanceof LogRecord.ViewChange change) {
            checker.viewed(member, change.view().number(), change.view().identities());
            checker.digest(member, change.digest());
        } else if (record instanceof LogRecord.Gap gap) {
            checker.missed(member, gap.first(), gap.last());
        } else if (record instanceof LogRecord.EpochStart start) {
            checker.began(member, start);
            ownEpoch = start.incarnation() == member.incarnation() ? start.epoch() : NONE;
        }
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
