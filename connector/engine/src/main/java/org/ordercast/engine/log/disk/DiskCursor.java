package org.ordercast.engine.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.Delivery;
import org.ordercast.engine.MemberClosedException;
import org.ordercast.engine.OrderGapException;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.Deleted;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.OrderedBatch;

/**
 * A reader's place in a {@link DiskLog}. Read by one thread; closed, and asked where it stands, by any.
 *
 * <p>The reader announces itself before it parks and then looks once more; the writer shows what is durable before it
 * looks for an announcement. One of them sees the other, so no message is slept through.
 */
final class DiskCursor implements Cursor {

    private final DiskLog log;
    private final AtomicLong position;
    private volatile boolean closed;
    private volatile @Nullable Thread waiting;

    // The reader's: the batch that it is in the middle of, and where in it.
    private @Nullable DurableReader reader;
    private @Nullable OrderedBatch batch;
    private ByteBuffer messages = ByteBuffer.allocate(0);
    private int index;
    private int offset;
    private boolean peeked;

    /** A cursor behind a sequence; behind 0, it begins with the first that there is. */
    DiskCursor(DiskLog log, long behind) {
        this.log = log;
        this.position = new AtomicLong(behind);
    }

    @Override
    public Optional<Delivery> peek(Duration timeout) throws InterruptedException {
        OrderedBatch current = findNext(timeout);
        if (closed) {
            throw new MemberClosedException(
                    "the cursor at " + position() + " is closed; open another to go on reading");
        }
        peeked = current != null;
        return current == null ? Optional.empty() : Optional.of(deliveryFrom(current));
    }

    @Override
    public void advance() {
        OrderedBatch current = batch;
        if (!peeked || current == null) {
            throw new IllegalStateException("there is no message to go past: peek() gave none since the last one");
        }
        peeked = false;
        position.setRelease(current.firstSequence() + index);
        offset += Integer.BYTES + messages.getInt(offset);
        index++;
        if (index == current.count()) {
            batch = null;
        }
    }

    @Override
    public long position() {
        long read = position.getAcquire();
        return read > 0 ? read : log.startedAfter();
    }

    @Override
    public long lag() {
        return Math.max(0, log.visible().sequence() - position());
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            log.remove(this);
            wake();
        }
    }

    /** Wakes the reader if it waits. */
    void wake() {
        Thread sleeper = waiting;
        if (sleeper != null) {
            waiting = null;
            LockSupport.unpark(sleeper);
        }
    }

    /** Waits until a batch is being read; gives null if none came in time, or when this cursor is closed. */
    private @Nullable OrderedBatch findNext(Duration timeout) throws InterruptedException {
        if (batch != null) {
            return batch;
        }
        long patience = TimeUnit.NANOSECONDS.convert(timeout);
        long start = System.nanoTime();
        while (!closed) {
            // Asked before the log: what was appended before the end is read before it.
            Supplier<? extends RuntimeException> ended = log.ended();
            OrderedBatch next = read();
            if (next != null) {
                return next;
            }
            if (ended != null) {
                throw ended.get();
            }
            long left = patience - (System.nanoTime() - start);
            if (left <= 0) {
                return null;
            }
            await(left);
        }
        closeReader();
        return null;
    }

    /** The next batch that is durable, or null if there is none yet. */
    private @Nullable OrderedBatch read() {
        if (log.visible().sequence() <= position()) {
            return null;
        }
        try {
            DurableReader open = reader;
            if (open == null) {
                open = log.openLocalReader(position() + 1);
                reader = open;
            }
            for (Optional<LogItem> item = open.next(); item.isPresent(); item = open.next()) {
                OrderedBatch next = take(item.get());
                if (next != null) {
                    return next;
                }
            }
            return null;
        } catch (IOException e) {
            closeReader();
            long first = position() + 1;
            long last = log.visible().sequence();
            position.setRelease(last);
            throw new OrderGapException(first, last, "the log cannot be read: " + e.getMessage());
        }
    }

    private @Nullable OrderedBatch take(LogItem item) {
        if (item instanceof LogRecord.Batch next) {
            begin(next.batch());
            return batch;
        } else if (item instanceof LogRecord.Gap gap) {
            throw missing(gap.first(), gap.last(), gap.reason());
        } else if (item instanceof Damage damage && damage.losesMessages()) {
            throw missing(damage.first(), damage.last(), damage.toString());
        } else if (item instanceof Deleted deleted && position.getAcquire() > 0) {
            throw missing(deleted.first(), deleted.last(), "the log keeps no messages of that age");
        }
        return null;
    }

    private OrderGapException missing(long first, long last, String reason) {
        position.setRelease(last);
        return new OrderGapException(first, last, reason);
    }

    private void begin(OrderedBatch next) {
        batch = next;
        messages = next.messages().asReadOnlyBuffer();
        index = 0;
        offset = 0;
        // A batch may begin before the place where this cursor stands.
        while (next.firstSequence() + index <= position()) {
            offset += Integer.BYTES + messages.getInt(offset);
            index++;
        }
    }

    private Delivery deliveryFrom(OrderedBatch current) {
        return new Delivery(
                current.firstSequence() + index,
                current.epoch(),
                current.publisher(),
                current.incarnation(),
                current.firstPublisherSequence() + index,
                messages.slice(offset + Integer.BYTES, messages.getInt(offset)));
    }

    private void await(long nanos) throws InterruptedException {
        waiting = Thread.currentThread();
        if (log.visible().sequence() <= position() && !closed && log.ended() == null) {
            LockSupport.parkNanos(this, nanos);
        }
        waiting = null;
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private void closeReader() {
        DurableReader open = reader;
        reader = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // Nothing was written through it.
                System.getLogger(DiskCursor.class.getName())
                        .log(System.Logger.Level.DEBUG, "a reader of the log could not be closed", e);
            }
        }
    }
}
