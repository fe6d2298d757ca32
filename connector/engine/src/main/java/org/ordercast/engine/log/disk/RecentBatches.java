package org.ordercast.engine.log.disk;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.BatchMemory;
import org.ordercast.engine.log.BatchReaders;
import org.ordercast.engine.log.OrderedBatch;

/**
 * The newest batches of a log, in memory: who keeps up reads them here, and the disk is only written to. The member's
 * thread adds; any thread looks, without a lock. Who looks while its place is overwritten finds nothing, and reads the disk.
 */
final class RecentBatches {

    private static final int SLOTS = 4096;
    private static final int MASK = SLOTS - 1;

    /** What a batch takes beside its messages, roughly. */
    private static final long OVERHEAD = 128;

    private final AtomicReferenceArray<@Nullable OrderedBatch> slots = new AtomicReferenceArray<>(SLOTS);
    private final long capacity;
    private final BatchMemory memory;

    /** How many were ever added. */
    private volatile long added;

    // The writer's: how many of them were let go of, and what the others take.
    private long dropped;
    private long bytes;

    /**
     * Keeps nothing yet.
     *
     * @param capacity how many bytes to keep at the most
     * @param readers those who look here
     */
    RecentBatches(long capacity, BatchReaders readers) {
        this.capacity = capacity;
        this.memory = new BatchMemory(readers);
    }

    /** Adds a copy of the next batch, and lets go of the oldest as far as there is no room. */
    void add(OrderedBatch batch) {
        long size = size(batch);
        while (dropped < added && (bytes + size > capacity || added - dropped == SLOTS)) {
            dropOldest();
        }
        long number = added;
        if (size <= capacity) {
            slots.setRelease((int) number & MASK, memory.copyOf(batch));
            bytes += size;
        } else {
            dropped++;
        }
        added = number + 1;
    }

    private void dropOldest() {
        int slot = (int) dropped & MASK;
        OrderedBatch oldest = Objects.requireNonNull(slots.getPlain(slot), "a batch is kept until it is dropped");
        // Not before nobody finds it any more is it asked who has found it.
        slots.set(slot, null);
        bytes -= size(oldest);
        dropped++;
        memory.releaseOldest();
    }

    /** Lets go of all: the log begins anew. */
    void clear() {
        while (dropped < added) {
            dropOldest();
        }
    }

    /** The batch that holds a sequence; null if it is not kept. */
    @Nullable
    OrderedBatch holding(long sequence) {
        long above = added;
        long from = Math.max(0, above - SLOTS);
        while (from < above) {
            long middle = (from + above) >>> 1;
            OrderedBatch batch = slots.get((int) middle & MASK);
            if (batch == null || batch.lastSequence() < sequence) {
                from = middle + 1;
            } else if (batch.firstSequence() > sequence) {
                above = middle;
            } else {
                return batch;
            }
        }
        return null;
    }

    private static long size(OrderedBatch batch) {
        return batch.messages().limit() + OVERHEAD;
    }
}
