package org.ordercast.engine.repair;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The frames of a stream on the sending side, kept for repair until every receiver that counts holds them. */
public final class SentWindow implements KeptFrames {

    private static final int MASK = ReceiveWindow.CAPACITY - 1;

    /** Frames left free, for what must go out although the window is full. */
    private static final int RESERVE = 512;

    private final @Nullable ByteBuffer[] slots = new ByteBuffer[ReceiveWindow.CAPACITY];
    private final int maxBytes;
    private long first = 1;
    private long next = 1;
    private long bytes;

    /**
     * Creates an empty window.
     *
     * @param maxBytes how many bytes may be on the wire
     */
    public SentWindow(int maxBytes) {
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
     * @param frame the frame, which must not change any more
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
     * Lets go of what every receiver holds.
     *
     * @param last the last frame that they all hold
     */
    public void release(long last) {
        while (first <= last && first < next) {
            ByteBuffer frame = slots[(int) first & MASK];
            bytes -= frame == null ? 0 : frame.limit();
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
