package org.ordercast.engine.log;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Where a log keeps batches in memory: copies them in, one behind the other, and lets go of them in the same order. Memory that
 * nobody reads any more is used again, so that readers who keep up find their messages in the processor's cache, and a
 * steady stream of messages leaves no garbage behind. For one thread, while others read what was copied.
 */
public final class BatchMemory {

    /** How much memory is taken at once. */
    private static final int CHUNK = 256 * 1024;

    /** How many unused chunks are kept at the most. */
    private static final int SPARES = 16;

    private static final class Chunk {
        private final ByteBuffer bytes;

        /** How many cursors were closed before this chunk came into use. */
        private final int closed;

        private int batches;
        private long first;
        private long last;

        Chunk(ByteBuffer bytes, int closed) {
            this.bytes = bytes;
            this.closed = closed;
        }
    }

    private final BatchReaders readers;

    /** The chunks that hold batches, the oldest first; the last one is being filled. */
    private final Deque<Chunk> chunks = new ArrayDeque<>();

    private final Deque<ByteBuffer> spares = new ArrayDeque<>();

    /**
     * Creates a memory that holds nothing.
     *
     * @param readers those who read what is copied here
     */
    public BatchMemory(BatchReaders readers) {
        this.readers = readers;
    }

    /**
     * Copies a batch.
     *
     * @param batch the batch, which follows those before
     * @return the same with its messages in this memory
     */
    public OrderedBatch copyOf(OrderedBatch batch) {
        ByteBuffer messages = batch.messages();
        Chunk chunk = chunkFor(messages.limit());
        if (chunk.batches == 0) {
            chunk.first = batch.firstSequence();
        }
        chunk.batches++;
        chunk.last = batch.lastSequence();
        ByteBuffer bytes = chunk.bytes;
        int start = bytes.position();
        bytes.put(start, messages, 0, messages.limit()).position(start + messages.limit());
        return batch.with(bytes.slice(start, messages.limit()));
    }

    private Chunk chunkFor(int length) {
        Chunk last = chunks.peekLast();
        if (last == null || last.bytes.remaining() < length) {
            last = new Chunk(take(length), readers.closed());
            chunks.addLast(last);
        }
        return last;
    }

    private ByteBuffer take(int length) {
        ByteBuffer spare = length > CHUNK ? null : spares.pollFirst();
        return spare == null ? ByteBuffer.allocate(Math.max(CHUNK, length)) : spare.clear();
    }

    /** Lets go of the oldest batch, once nobody finds it any more. */
    public void releaseOldest() {
        Chunk oldest = chunks.getFirst();
        oldest.batches--;
        if (oldest.batches == 0) {
            chunks.removeFirst();
            if (isFree(oldest) && spares.size() < SPARES) {
                assert overwrite(oldest.bytes);
                spares.addFirst(oldest.bytes);
            }
        }
    }

    private boolean isFree(Chunk chunk) {
        // Cursors first: one that is closed meanwhile is either seen among them or counted.
        return chunk.bytes.capacity() == CHUNK
                && !readers.areWithin(chunk.first, chunk.last)
                && readers.closed() == chunk.closed;
    }

    /** Where assertions are enabled, whoever still reads what was let go of finds nothing that makes sense. */
    private static boolean overwrite(ByteBuffer bytes) {
        bytes.clear();
        while (bytes.hasRemaining()) {
            bytes.putLong(0xddddddddddddddddL);
        }
        return true;
    }
}
