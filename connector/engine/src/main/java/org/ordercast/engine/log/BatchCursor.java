package org.ordercast.engine.log;

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

/**
 * A reader's place in a log, whatever that is made of: goes through batches message by message, and waits for the next
 * batch. Read by one thread; closed, and asked where it stands, by any.
 *
 * <p>The reader announces itself before it parks and then looks once more; the writer shows what it has before it looks
 * for an announcement. One of them sees the other, so no message is slept through, and a reader that does not wait costs
 * the writer one read.
 */
public abstract class BatchCursor implements Cursor, Delivery {

    private final AtomicLong position;
    private volatile boolean closed;
    private volatile @Nullable Thread waiting;

    // The reader's: the batch that it is in the middle of, and where in it.
    private @Nullable OrderedBatch batch;
    private ByteBuffer messages = ByteBuffer.allocate(0);
    private int index;
    private int offset;
    private boolean peeked;

    /** This cursor as what {@link #peek} gives: one object for all messages, as it is valid for one at a time. */
    private final Optional<Delivery> delivery = Optional.of(this);

    /**
     * Creates a cursor.
     *
     * @param behind the last sequence that it is done with
     */
    protected BatchCursor(long behind) {
        this.position = new AtomicLong(behind);
    }

    /**
     * Whether the log has something behind what was read. On the reader's thread.
     *
     * @return true if {@link #next} is worth a call
     */
    protected abstract boolean hasNext();

    /**
     * Takes the next batch from the log. On the reader's thread; never waits.
     *
     * @return the batch, which may begin before the place where the cursor stands; null if there is none yet
     * @throws OrderGapException as {@link #missing} makes it, if messages are not to be had any more
     */
    protected abstract @Nullable OrderedBatch next();

    /** Takes note that a message was read. On the reader's thread. */
    protected void onRead() {}

    /** Takes note that all messages of a batch were read. On the reader's thread. */
    protected void onBatchRead() {}

    /** Takes note that the cursor was closed. On any thread, once. */
    protected abstract void onClosed();

    /**
     * Makes what cursors throw at the log's end.
     *
     * @return null while it goes on
     */
    protected abstract @Nullable Supplier<? extends RuntimeException> ended();

    /**
     * Passes over messages that are not to be had.
     *
     * @param first the first of them
     * @param last the last of them, behind which the cursor then stands
     * @param reason why they are missing
     * @return what to throw
     */
    protected final OrderGapException missing(long first, long last, String reason) {
        position.setRelease(last);
        return new OrderGapException(first, last, reason);
    }

    /**
     * The last sequence that this cursor has read.
     *
     * @return a sequence, 0 if it has read none and began before the first
     */
    protected final long read() {
        return position.getAcquire();
    }

    @Override
    public final Optional<Delivery> peek(Duration timeout) throws InterruptedException {
        OrderedBatch current = await(timeout);
        if (closed) {
            throw new MemberClosedException(
                    "the cursor at " + position() + " is closed; open another to go on reading");
        }
        peeked = current != null;
        if (current == null) {
            return Optional.empty();
        }
        // At each look, for whoever looked before may have moved in the payload.
        int length = lengthOfNext(current);
        messages.limit(offset + Integer.BYTES + length).position(offset + Integer.BYTES);
        return delivery;
    }

    @Override
    public final long sequence() {
        return current().firstSequence() + index;
    }

    @Override
    public final long epoch() {
        return current().epoch();
    }

    @Override
    public final String publisher() {
        return current().publisher();
    }

    @Override
    public final long incarnation() {
        return current().incarnation();
    }

    @Override
    public final long publisherSequence() {
        return current().firstPublisherSequence() + index;
    }

    @Override
    public final ByteBuffer payload() {
        current();
        return messages;
    }

    /** The batch of the message that is being looked at. */
    private OrderedBatch current() {
        OrderedBatch current = batch;
        if (!peeked || current == null) {
            throw new IllegalStateException("there is no message: peek() gave none since the cursor advanced");
        }
        return current;
    }

    @Override
    public final void advance() {
        OrderedBatch current = current();
        peeked = false;
        position.setRelease(current.firstSequence() + index);
        onRead();
        step(current);
        if (index == current.count()) {
            batch = null;
            onBatchRead();
        }
    }

    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            onClosed();
            wake();
        }
    }

    /** Wakes the reader if it waits. */
    public final void wake() {
        Thread reader = waiting;
        if (reader != null) {
            waiting = null;
            LockSupport.unpark(reader);
        }
    }

    /** Waits until a batch is being read; gives null if none came in time, or when this cursor is closed. */
    private @Nullable OrderedBatch await(Duration timeout) throws InterruptedException {
        if (batch != null) {
            return batch;
        }
        long patience = TimeUnit.NANOSECONDS.convert(timeout);
        long start = System.nanoTime();
        while (!closed) {
            // Asked before the next batch: what was appended before the end is read before it.
            Supplier<? extends RuntimeException> end = ended();
            OrderedBatch next = next();
            if (next != null) {
                return begin(next);
            }
            if (end != null) {
                throw end.get();
            }
            long left = patience - (System.nanoTime() - start);
            if (left <= 0) {
                return null;
            }
            park(left);
        }
        return null;
    }

    private OrderedBatch begin(OrderedBatch next) {
        batch = next;
        messages = next.messages().asReadOnlyBuffer();
        index = 0;
        offset = 0;
        while (next.firstSequence() + index <= read()) {
            step(next);
        }
        return next;
    }

    private void step(OrderedBatch current) {
        offset += Integer.BYTES + lengthOfNext(current);
        index++;
    }

    private int lengthOfNext(OrderedBatch current) {
        return messages.limit(current.messages().limit()).getInt(offset);
    }

    private void park(long nanos) throws InterruptedException {
        waiting = Thread.currentThread();
        if (!hasNext() && !closed && ended() == null) {
            LockSupport.parkNanos(this, nanos);
        }
        waiting = null;
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
