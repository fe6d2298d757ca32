package org.ordercast.engine.log.segment;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What was appended and is not written yet, in order. Records are put together, to be written at once; the content of those
 * that are longer than any frame has buffers of its own. The writer's own.
 */
final class WriteBuffer {

    /** Records up to this many bytes are put together. */
    static final int TOGETHER = 128 * 1024;

    private static final int CHUNK = 256 * 1024;
    private static final int SPARES = 8;

    /** Adjacent bytes of one segment. */
    static final class Part {
        final Segment segment;
        final boolean opensSegment;
        private final boolean chunk;
        private final ByteBuffer bytes;
        private int filled;
        private int drained;
        private final long start;

        /** The end of the last record that ends in this part, -1 if none does; and the last sequence up to there. */
        long recordEnd = -1;

        long lastSequence;

        private Part(Segment segment, boolean opensSegment, boolean chunk, ByteBuffer bytes, long start) {
            this.segment = segment;
            this.opensSegment = opensSegment;
            this.chunk = chunk;
            this.bytes = bytes;
            this.start = start;
            this.filled = chunk ? 0 : bytes.limit();
        }

        /** What is left to be written. */
        ByteBuffer left() {
            return bytes.duplicate().limit(filled).position(drained);
        }

        /** Where in the file that begins. */
        long offset() {
            return start + drained;
        }

        /** So many bytes less are left. */
        void drained(int count) {
            drained += count;
        }
    }

    private final Deque<Part> parts = new ArrayDeque<>();
    private final Deque<ByteBuffer> spares = new ArrayDeque<>();
    private long bytes;

    /** How many bytes are not written yet. */
    long bytes() {
        return bytes;
    }

    /** What is to be written next; null if nothing is. */
    @Nullable
    Part first() {
        return parts.peekFirst();
    }

    /** Takes a part off of which so many bytes were left, and now are none. */
    void removeFirst() {
        Part part = parts.removeFirst();
        if (part.chunk && spares.size() < SPARES) {
            spares.addFirst(part.bytes);
        }
    }

    /** Bytes have been written. */
    void written(int count) {
        bytes -= count;
    }

    /** Begins a segment with its header and its checkpoint. */
    void open(Segment segment, ByteBuffer opening, long lastSequence) {
        Part part = new Part(segment, true, false, opening, 0);
        parts.addLast(part);
        bytes += opening.limit();
        endRecord(opening.limit(), lastSequence);
    }

    /** Makes room for bytes at an offset of a segment, which follow what was added last; the caller fills it. */
    ByteBuffer room(Segment segment, long offset, int length) {
        Part last = parts.peekLast();
        if (last == null || !last.chunk || last.segment != segment || last.bytes.capacity() - last.filled < length) {
            ByteBuffer spare = spares.pollFirst();
            last = new Part(
                    segment, false, true, spare != null ? spare.clear() : ByteBuffer.allocateDirect(CHUNK), offset);
            parts.addLast(last);
        }
        ByteBuffer room = last.bytes.limit(last.filled + length).position(last.filled);
        last.filled += length;
        bytes += length;
        return room;
    }

    /** Adds bytes, from the beginning of a buffer to its limit, that nobody changes. */
    void refer(Segment segment, long offset, ByteBuffer content) {
        parts.addLast(new Part(segment, false, false, content.duplicate().rewind(), offset));
        bytes += content.limit();
    }

    /** What was added last ends a record. */
    void endRecord(long end, long lastSequence) {
        Part last = parts.getLast();
        last.recordEnd = end;
        last.lastSequence = lastSequence;
    }
}
