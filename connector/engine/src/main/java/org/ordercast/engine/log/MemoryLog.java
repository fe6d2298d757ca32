package org.ordercast.engine.log;

import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.LogSnapshot;

/**
 * The ordered log in memory: a linked list from the oldest position of any open cursor on. One thread, the member's,
 * appends; each cursor is read by a thread of its own. Reading takes no lock; the writer takes one that is otherwise held
 * only while a cursor is opened or closed.
 *
 * <p>Kept are at most the given number of bytes, and one batch more: a batch is taken whole while there is any room, so that a
 * message larger than the log passes, too. Once full, the log has room again when an eighth of it is free; less would
 * wake the member for each message that a slow reader takes.
 */
public final class MemoryLog implements MemberLog {

    private final long capacity;
    private final long refillBelow;
    private final Runnable roomAgain;

    private final Object structure = new Object();
    private LogNode head = LogNode.beginning(); // guarded by structure; no open cursor stands before it
    private volatile LogNode tail = head;
    private final BatchMemory memory = new BatchMemory(new Readers()); // guarded by structure
    private int closed; // guarded by structure
    private volatile LogCursor[] cursors = {}; // replaced, never changed, guarded by structure
    private volatile @Nullable Supplier<? extends RuntimeException> end;

    private volatile boolean full;
    private volatile long startedAfter;
    private boolean begun; // the writer's
    private long last; // the writer's
    private long appended; // the writer's
    private boolean silent; // the writer's: whether something was appended since readers were woken

    /**
     * Creates an empty log.
     *
     * @param capacity how many bytes to keep for slow cursors
     * @param roomAgain told that there is room after there was none; on a reader's thread, which it must not block
     */
    public MemoryLog(long capacity, Runnable roomAgain) {
        this.capacity = capacity;
        this.refillBelow = capacity - capacity / 8;
        this.roomAgain = roomAgain;
    }

    @Override
    public boolean hasRoom() {
        if (!full && retained() >= capacity) {
            full = true;
            // A reader that went on just before did not see that it should say so.
            if (retained() < refillBelow) {
                full = false;
            }
        }
        return !full;
    }

    @Override
    public LogState state() {
        return LogState.EMPTY;
    }

    @Override
    public boolean isComplete() {
        return true;
    }

    /** What follows is nobody else's to read. */
    @Override
    public long bytesAfter(long sequence) {
        return -1;
    }

    @Override
    public void begin(LogState state) {
        long sequence = state.lastSequence();
        if (begun && sequence != last) {
            throw new IllegalStateException(
                    "the order of this member goes on after " + last + "; it cannot start after " + sequence);
        }
        begun = true;
        last = sequence;
        startedAfter = sequence;
    }

    @Override
    public void append(LogRecord record) {
        if (record instanceof LogRecord.Batch messages) {
            checkFollows("message", messages.batch().firstSequence());
            append(messages.batch());
        } else if (record instanceof LogRecord.Gap gap) {
            checkFollows("missing message", gap.first());
            append(tail.followedBy(new LogNode.Gap(gap.first(), gap.last(), gap.reason())));
        }
        appended++;
    }

    @Override
    public long appended() {
        return appended;
    }

    @Override
    public long durable() {
        return appended;
    }

    @Override
    public Cursor openCursor() {
        synchronized (structure) {
            return openCursorAt(tail.lastSequence());
        }
    }

    /** Only what comes from now on is kept for it: messages that were received before are missing. */
    @Override
    public Cursor openCursor(long after) {
        synchronized (structure) {
            MemberLog.requireReceived(after, Math.max(startedAfter, tail.lastSequence()));
            return openCursorAt(after);
        }
    }

    private Cursor openCursorAt(long after) {
        Supplier<? extends RuntimeException> ended = end;
        if (ended != null) {
            throw ended.get();
        }
        LogCursor cursor = new LogCursor(this, tail, after);
        LogCursor[] more = Arrays.copyOf(cursors, cursors.length + 1);
        more[cursors.length] = cursor;
        cursors = more;
        return cursor;
    }

    @Override
    public LogSnapshot snapshot() {
        LogNode newest = tail;
        long oldest = newest.lastSequence();
        for (LogCursor cursor : cursors) {
            oldest = Math.min(oldest, cursor.position());
        }
        boolean empty = oldest == newest.lastSequence();
        return LogSnapshot.inMemory(empty ? 0 : oldest + 1, newest.lastSequence(), retained());
    }

    @Override
    public void end(Supplier<? extends RuntimeException> exception) {
        synchronized (structure) {
            if (end == null) {
                end = exception;
            }
        }
        wakeReaders();
    }

    @Nullable
    Supplier<? extends RuntimeException> ended() {
        return end;
    }

    /** The last sequence before the first of this member, 0 before it joined. */
    long startedAfter() {
        return startedAfter;
    }

    /** How many messages were appended since the log began. */
    long messages() {
        return tail.messagesThrough();
    }

    /** A cursor has gone past a node: from its reader's thread. */
    void progressed() {
        if (full && retained() < refillBelow) {
            full = false;
            roomAgain.run();
        }
    }

    void remove(LogCursor cursor) {
        synchronized (structure) {
            closed++;
            cursors = Arrays.stream(cursors).filter(other -> other != cursor).toArray(LogCursor[]::new);
            unlinkPassed();
        }
        progressed();
    }

    private void append(OrderedBatch batch) {
        synchronized (structure) {
            append(tail.followedBy(memory.copyOf(batch)));
        }
    }

    private void append(LogNode node) {
        begun = true;
        last = node.lastSequence();
        synchronized (structure) {
            tail.link(node);
            tail = node;
            unlinkPassed();
        }
        silent = true;
    }

    /** Wakes who waits, once for all that a turn has appended: to wake a reader costs more than to append. */
    @Override
    public void flush() {
        if (silent) {
            silent = false;
            wakeReaders();
        }
    }

    private void checkFollows(String what, long first) {
        if (begun && first != last + 1) {
            throw new IllegalStateException(
                    "the order of this member goes on with " + (last + 1) + ", not with " + what + " " + first);
        }
    }

    private void wakeReaders() {
        for (LogCursor cursor : cursors) {
            cursor.wake();
        }
    }

    private long retained() {
        // The tail is read before the cursors: a cursor that has passed it meanwhile makes the difference negative.
        long newest = tail.bytesThrough();
        return newest - Math.min(newest, oldestNeeded());
    }

    private long oldestNeeded() {
        long oldest = Long.MAX_VALUE;
        for (LogCursor cursor : cursors) {
            oldest = Math.min(oldest, cursor.passed().bytesThrough());
        }
        return oldest;
    }

    private void unlinkPassed() {
        long oldest = Math.min(oldestNeeded(), tail.bytesThrough());
        LogNode node = head;
        while (node.bytesThrough() < oldest) {
            LogNode next = node.next();
            if (next == null) {
                break;
            }
            node.unlink();
            if (node.batch() != null) {
                memory.releaseOldest();
            }
            node = next;
        }
        head = node;
    }

    /** What is let go of was passed by every open cursor. */
    private final class Readers implements BatchReaders {

        @Override
        public int closed() {
            return closed;
        }

        @Override
        public boolean areWithin(long first, long last) {
            return false;
        }
    }
}
