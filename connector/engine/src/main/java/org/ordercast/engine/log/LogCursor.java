package org.ordercast.engine.log;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A reader's place in a {@link MemoryLog}. */
final class LogCursor extends BatchCursor {

    private final MemoryLog log;
    private final AtomicLong messagesRead;
    private volatile LogNode passed;
    private @Nullable LogNode reading; // the reader's

    /** A cursor that reads what follows a node, for a reader that is done with a sequence, which may be an earlier one. */
    LogCursor(MemoryLog log, LogNode passed, long after) {
        super(after);
        this.log = log;
        this.passed = passed;
        this.messagesRead = new AtomicLong(passed.messagesThrough());
    }

    @Override
    public long position() {
        return Math.max(read(), log.startedAfter());
    }

    @Override
    public long lag() {
        long read = messagesRead.getAcquire();
        return Math.max(0, log.messages() - read);
    }

    /** The last node that the reader is done with. */
    LogNode passed() {
        return passed;
    }

    @Override
    protected boolean hasNext() {
        return passed.next() != null;
    }

    @Override
    protected @Nullable OrderedBatch next() {
        LogNode node = passed.next();
        if (node == null) {
            return null;
        }
        LogNode.Gap gap = node.gap();
        if (gap != null) {
            pass(node);
            throw missing(gap.first(), gap.last(), gap.reason());
        }
        OrderedBatch batch = Objects.requireNonNull(node.batch(), "a node after the beginning is a batch or a gap");
        long read = read();
        if (read > 0 && batch.firstSequence() > read + 1) {
            throw missing(
                    read + 1, batch.firstSequence() - 1, "a log in memory keeps nothing for a reader that is away");
        }
        reading = node;
        return batch;
    }

    @Override
    protected void onRead() {
        messagesRead.setRelease(messagesRead.getPlain() + 1);
    }

    @Override
    protected void onBatchRead() {
        LogNode node = reading;
        if (node != null) {
            reading = null;
            pass(node);
        }
    }

    @Override
    protected void onClosed() {
        log.remove(this);
    }

    @Override
    protected @Nullable Supplier<? extends RuntimeException> ended() {
        return log.ended();
    }

    private void pass(LogNode node) {
        passed = node;
        log.progressed();
    }
}
