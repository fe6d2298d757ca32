package org.ordercast.engine.frame;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Memory for the frames that windows keep, used again once they let go of them. Frames come and go as fast as the network
 * is: memory that was used a moment ago is still in the processor's cache, and new memory would have to be cleared first.
 *
 * <p>Whoever gets a buffer here is the only one that has it, and gives it back when nobody reads it any more; what is not
 * given back is left to the garbage collector. For one thread.
 */
public final class FramePool {

    /** Buffers are powers of two long, from 256 B to 64 KiB, which holds any datagram. */
    private static final int SMALLEST_BITS = 8;

    private static final int LARGEST_BITS = 16;

    /** How much waits to be used again at the most: what one burst took is not kept for ever. */
    private static final long MOST_FREE = 16L << 20;

    private final IntFunction<ByteBuffer> memory;

    /** For each length the buffers that are free, the one that was used last first. */
    private final List<ArrayDeque<ByteBuffer>> free = IntStream.rangeClosed(SMALLEST_BITS, LARGEST_BITS)
            .mapToObj(bits -> new ArrayDeque<ByteBuffer>())
            .toList();

    private long freeBytes;

    /**
     * Creates a pool without buffers.
     *
     * @param memory allocates a buffer of so many bytes, such as {@link ByteBuffer#allocateDirect}
     */
    public FramePool(IntFunction<ByteBuffer> memory) {
        this.memory = memory;
    }

    /**
     * Takes a buffer.
     *
     * @param length how many bytes it must hold, at most 65,536
     * @return a buffer with any content, its position 0 and its limit {@code length}; its capacity may be more
     */
    public ByteBuffer take(int length) {
        int bits = Math.max(SMALLEST_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(length - 1));
        if (length < 1 || bits > LARGEST_BITS) {
            throw new IllegalArgumentException("no frame is of " + length + " bytes");
        }
        ByteBuffer buffer = free.get(bits - SMALLEST_BITS).pollFirst();
        if (buffer == null) {
            return memory.apply(1 << bits).limit(length);
        }
        freeBytes -= buffer.capacity();
        return buffer.clear().limit(length);
    }

    /**
     * Copies a frame.
     *
     * @param frame the frame, from index 0 to its limit
     * @return the same in a buffer from here, from position 0 to its limit
     */
    public ByteBuffer copyOf(ByteBuffer frame) {
        return take(frame.limit()).put(0, frame, 0, frame.limit());
    }

    /**
     * Makes a frame that was built in a buffer of any length take no more memory than it needs.
     *
     * @param frame a buffer from here, with a frame from index 0 to its limit; its owner gives it up
     * @return the frame in that buffer or another, from position 0 to its limit
     */
    public ByteBuffer trim(ByteBuffer frame) {
        if (frame.limit() > frame.capacity() / 2) {
            return frame.rewind();
        }
        ByteBuffer trimmed = copyOf(frame);
        giveBack(frame);
        return trimmed;
    }

    /**
     * Takes a buffer back, to be used again.
     *
     * @param buffer a buffer from here, which nobody reads any more
     */
    public void giveBack(ByteBuffer buffer) {
        assert overwrite(buffer);
        int bits = Integer.numberOfTrailingZeros(buffer.capacity());
        if (freeBytes + buffer.capacity() <= MOST_FREE) {
            freeBytes += buffer.capacity();
            free.get(bits - SMALLEST_BITS).addFirst(buffer);
        }
    }

    /** Where assertions are enabled, whoever still reads what was given back finds nothing that makes sense. */
    private static boolean overwrite(ByteBuffer buffer) {
        buffer.clear();
        while (buffer.remaining() >= Long.BYTES) {
            buffer.putLong(0xddddddddddddddddL);
        }
        return true;
    }
}
