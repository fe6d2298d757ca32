package org.ordercast.engine.log;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
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
 * A reader's place in a {@link MemoryLog}. Read by one thread; closed, and asked where it stands, by any.
 *
 * <p>The reader announces itself before it parks and then looks once more; the writer links before it looks for an
 * announcement. One of them sees the other, so no message is slept through, and a reader that does not wait costs the
 * writer one read.
 */
final class LogCursor implements Cursor {

    private final MemoryLog log;
    private volatile LogNode passed;
    private volatile boolean closed;
    private volatile @Nullable Thread waiting;
    private final AtomicLong position;
    private final AtomicLong messagesRead;

    // The reader's: the node that it is in the middle of, and where in it.
    private @Nullable LogNode reading;
    private ByteBuffer messages = ByteBuffer.allocate(0);
    private int index;
    private int offset;
    private boolean peeked;

    LogCursor(MemoryLog log, LogNode passed) {
        this.log = log;
        this.passed = passed;
        this.position = new AtomicLong(passed.lastSequence());
        this.messagesRead = new AtomicLong(passed.messagesThrough());
    }

    @Override
    public Optional<Delivery> peek(Duration timeout) throws InterruptedException {
        OrderedBatch batch = findNext(timeout);
        if (closed) {
            throw new MemberClosedException(
                    "the cursor at " + position() + " is closed; open another to go on reading");
        }
        peeked = batch != null;
        return batch == null ? Optional.empty() : Optional.of(deliveryFrom(batch));
    }

    @Override
    public void advance() {
        LogNode node = reading;
        OrderedBatch batch = node == null ? null : node.batch();
        if (!peeked || node == null || batch == null) {
            throw new IllegalStateException("there is no message to go past: peek() gave none since the last one");
        }
        peeked = false;
        position.setRelease(batch.firstSequence() + index);
        messagesRead.setRelease(messagesRead.getPlain() + 1);
        offset += Integer.BYTES + messages.getInt(offset);
        index++;
        if (index == batch.count()) {
            reading = null;
            pass(node);
        }
    }

    @Override
    public long position() {
        return Math.max(position.getAcquire(), log.startedAfter());
    }

    @Override
    public long lag() {
        long read = messagesRead.getAcquire();
        return Math.max(0, log.messages() - read);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            log.remove(this);
            wake();
        }
    }

    /** The last node that the reader is done with. */
    LogNode passed() {
        return passed;
    }

    /** Wakes the reader if it waits. */
    void wake() {
        Thread reader = waiting;
        if (reader != null) {
            waiting = null;
            LockSupport.unpark(reader);
        }
    }

    /** Waits until a batch is being read; gives null if none came in time, or when this cursor is closed. */
    private @Nullable OrderedBatch findNext(Duration timeout) throws InterruptedException {
        if (reading != null) {
            return reading.batch();
        }
        long patience = TimeUnit.NANOSECONDS.convert(timeout);
        long start = System.nanoTime();
        while (!closed) {
            // Asked before the next node: what was appended before the end is read before it.
            Supplier<? extends RuntimeException> ended = log.ended();
            LogNode next = passed.next();
            if (next != null) {
                return enter(next);
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
        return null;
    }

    private OrderedBatch enter(LogNode node) {
        LogNode.Gap gap = node.gap();
        if (gap != null) {
            position.setRelease(gap.last());
            pass(node);
            throw new OrderGapException(gap.first(), gap.last(), gap.reason());
        }
        OrderedBatch batch = Objects.requireNonNull(node.batch(), "a node after the beginning is a batch or a gap");
        reading = node;
        messages = batch.messages().asReadOnlyBuffer();
        index = 0;
        offset = 0;
        return batch;
    }

    /** Makes the delivery anew at each look, for whoever looked before may have moved in the payload. */
    private Delivery deliveryFrom(OrderedBatch batch) {
        return new Delivery(
                batch.firstSequence() + index,
                batch.epoch(),
                batch.publisher(),
                batch.incarnation(),
                batch.firstPublisherSequence() + index,
                messages.slice(offset + Integer.BYTES, messages.getInt(offset)));
    }

    private void pass(LogNode node) {
        passed = node;
        log.progressed();
    }

    private void await(long nanos) throws InterruptedException {
        waiting = Thread.currentThread();
        if (passed.next() == null && !closed && log.ended() == null) {
            LockSupport.parkNanos(this, nanos);
        }
        waiting = null;
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
