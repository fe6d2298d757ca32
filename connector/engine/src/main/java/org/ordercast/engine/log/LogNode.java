package org.ordercast.engine.log;

import org.jspecify.annotations.Nullable;

/** One step of the order in memory: a batch, a gap, or the beginning, which is neither. Linked to the next by the writer. */
final class LogNode {

    /** What a node and its batch take beside the messages, roughly: it bounds the number of small batches. */
    private static final long OVERHEAD = 128;

    /** Missing messages. */
    record Gap(long first, long last, String reason) {}

    private final @Nullable OrderedBatch batch;
    private final @Nullable Gap gap;
    private final long lastSequence;
    private final long bytesThrough;
    private final long messagesThrough;
    private volatile @Nullable LogNode next;

    private LogNode(
            @Nullable OrderedBatch batch,
            @Nullable Gap gap,
            long lastSequence,
            long bytesThrough,
            long messagesThrough) {
        this.batch = batch;
        this.gap = gap;
        this.lastSequence = lastSequence;
        this.bytesThrough = bytesThrough;
        this.messagesThrough = messagesThrough;
    }

    static LogNode beginning() {
        return new LogNode(null, null, 0, 0, 0);
    }

    LogNode followedBy(OrderedBatch batch) {
        long bytes = batch.messages().limit() + OVERHEAD;
        return new LogNode(batch, null, batch.lastSequence(), bytesThrough + bytes, messagesThrough + batch.count());
    }

    LogNode followedBy(Gap gap) {
        return new LogNode(null, gap, gap.last(), bytesThrough + OVERHEAD, messagesThrough);
    }

    @Nullable
    OrderedBatch batch() {
        return batch;
    }

    @Nullable
    Gap gap() {
        return gap;
    }

    /** The last sequence up to and with this node, 0 at the beginning. */
    long lastSequence() {
        return lastSequence;
    }

    /** The bytes of all nodes up to and with this one since the log began: each node has more than the one before. */
    long bytesThrough() {
        return bytesThrough;
    }

    /** The messages in all nodes up to and with this one since the log began. */
    long messagesThrough() {
        return messagesThrough;
    }

    @Nullable
    LogNode next() {
        return next;
    }

    void link(LogNode node) {
        next = node;
    }

    /**
     * Lets go of the next node. A node that was passed by all may have aged into the collector's old generation, from
     * where it would keep every later node alive until that is collected.
     */
    void unlink() {
        next = null;
    }
}
