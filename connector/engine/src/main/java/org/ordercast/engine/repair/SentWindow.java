package org.ordercast.engine.repair;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.frame.FramePool;

/** The frames of a stream on the sending side, kept for repair until every receiver that counts holds them. */
public final class SentWindow implements KeptFrames {

    private static final int MASK = ReceiveWindow.CAPACITY - 1;

    /** Frames left free, for what must go out although the window is full. */
    private static final int RESERVE = 512;

    private final FramePool pool;
    private final @Nullable ByteBuffer[] slots = new ByteBuffer[ReceiveWindow.CAPACITY];
    private final int maxBytes;
    private long first = 1;
    private long next = 1;
    private long bytes;

    /**
     * Creates an empty window.
     *
     * @param pool where frames are from, and go when they are let go of
     * @param maxBytes how many bytes may be on the wire
     */
    public SentWindow(FramePool pool, int maxBytes) {
        this.pool = pool;
        this.maxBytes = maxBytes;
    }

    /**
     * Whether another frame may go out.
     *
     * @return true if so
     */
    public boolean hasRoom() {
        return bytes < maxBytes && next - first < ReceiveWindow.CAPACITY - RESERVE;
    }

    /**
     * How much is kept.
     *
     * @return the length of the frames, in bytes
     */
    public long bytes() {
        return bytes;
    }

    /**
     * Whether a frame may go out that does not wait for the others, such as a view.
     *
     * @return true if so
     */
    public boolean hasReserve() {
        return next - first < ReceiveWindow.CAPACITY - RESERVE / 2;
    }

    /**
     * Keeps the next frame.
     *
     * @param frame the frame, from the pool, which now is the window's
     */
    public void add(ByteBuffer frame) {
        if (next - first >= ReceiveWindow.CAPACITY) {
            throw new IllegalStateException("frame " + next + " overruns the window that begins at " + first);
        }
        slots[(int) next & MASK] = frame;
        bytes += frame.limit();
        next++;
    }

    /**
     * Lets go of what every receiver holds, and nobody reads any more.
     *
     * @param last the last frame that they all hold
     */
    public void release(long last) {
        while (first <= last && first < next) {
            ByteBuffer frame = slots[(int) first & MASK];
            if (frame != null) {
                bytes -= frame.limit();
                pool.giveBack(frame);
            }
            slots[(int) first & MASK] = null;
            first++;
        }
    }

    @Override
    public @Nullable ByteBuffer get(long number) {
        return number >= first && number < next ? slots[(int) number & MASK] : null;
    }

    @Override
    public long first() {
        return first;
    }

    @Override
    public long last() {
        return next - 1;
    }

    /**
     * Whether no frame is kept.
     *
     * @return true if so
     */
    public boolean isEmpty() {
        return first == next;
    }
}
