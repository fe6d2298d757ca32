package org.ordercast.engine.repair;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.frame.FramePool;
import org.ordercast.engine.frame.NakFrame;

/** The frames of a stream on the receiving side, put back in order: what came early is kept until the gap is closed. */
public final class ReceiveWindow implements Gaps {

    /** How many frames a stream may have on the wire; a power of two. */
    public static final int CAPACITY = 2048;

    private static final int MASK = CAPACITY - 1;

    private final FramePool pool;
    private final @Nullable ByteBuffer[] slots = new ByteBuffer[CAPACITY];
    private long next;
    private long highest;
    private final long maxBytes;
    private int held;
    private long heldBytes;

    /**
     * Creates an empty window.
     *
     * @param pool where the memory for frames is from
     * @param first the number of the first frame to come
     * @param maxBytes how many bytes of frames are kept, and one frame more; what the stream's source may have on the wire
     */
    public ReceiveWindow(FramePool pool, long first, long maxBytes) {
        this.pool = pool;
        this.next = first;
        this.highest = first - 1;
        this.maxBytes = maxBytes;
    }

    /**
     * Whether there is room for a frame. There always is for the next in order, so that the stream goes on whatever is kept.
     *
     * @param number the frame's number, wanted
     * @return true if {@link #put} may be called
     */
    public boolean hasRoomFor(long number) {
        return number == next || heldBytes < maxBytes;
    }

    /**
     * Whether a frame is new, and close enough to be kept.
     *
     * @param number the frame's number
     * @return true if {@link #put} may be called, if there is room
     */
    public boolean wants(long number) {
        return number >= next && number < next + CAPACITY && slots[(int) number & MASK] == null;
    }

    /**
     * Whether a frame is too far ahead to be kept.
     *
     * @param number the frame's number
     * @return true if so
     */
    public boolean isBeyond(long number) {
        return number >= next + CAPACITY;
    }

    /**
     * Whether a frame comes before an earlier one.
     *
     * @param number the frame's number
     * @return true if one with a lower number is missing
     */
    public boolean lacksBefore(long number) {
        if (missing() == 0 && number <= highest + 1) {
            return false;
        }
        long earlier = next;
        while (earlier < number && slots[(int) earlier & MASK] != null) {
            earlier++;
        }
        return earlier < number;
    }

    /**
     * Keeps a copy of a frame.
     *
     * @param number the frame's number, wanted
     * @param frame the frame, from index 0 to its limit
     */
    public void put(long number, ByteBuffer frame) {
        slots[(int) number & MASK] = pool.copyOf(frame);
        held++;
        heldBytes += frame.limit();
        highest = Math.max(highest, number);
    }

    /**
     * Learns that frames up to this one exist.
     *
     * @param last the last frame's number; what is beyond the window is left for later
     */
    public void announce(long last) {
        highest = Math.max(highest, Math.min(last, next + CAPACITY - 1));
    }

    /**
     * The next frame in order.
     *
     * @return the frame, to be read until the window goes past it; null while it is missing
     */
    public @Nullable ByteBuffer peek() {
        return slots[(int) next & MASK];
    }

    /**
     * A frame that is here.
     *
     * @param number the frame's number
     * @return the frame, or null if it is not here, or was gone past
     */
    public @Nullable ByteBuffer get(long number) {
        return number >= next && number < next + CAPACITY ? slots[(int) number & MASK] : null;
    }

    /** Goes past the next frame, which is there, and lets go of it. */
    public void advance() {
        pool.giveBack(take());
    }

    /**
     * Goes past the next frame, which is there, and hands it over.
     *
     * @return the frame, from the pool
     */
    public ByteBuffer take() {
        ByteBuffer frame = Objects.requireNonNull(slots[(int) next & MASK], "the next frame is missing");
        slots[(int) next & MASK] = null;
        heldBytes -= frame.limit();
        held--;
        next++;
        return frame;
    }

    @Override
    public long next() {
        return next;
    }

    @Override
    public long highest() {
        return highest;
    }

    @Override
    public long missing() {
        return highest - next + 1 - held;
    }

    @Override
    public List<NakFrame.Range> missingRanges(long after, int limit) {
        List<NakFrame.Range> ranges = new ArrayList<>();
        long first = 0;
        for (long number = Math.max(next, after + 1); number <= highest; number++) {
            boolean absent = slots[(int) number & MASK] == null;
            if (absent && first == 0) {
                first = number;
            } else if (!absent && first != 0) {
                ranges.add(new NakFrame.Range(first, number - 1));
                first = 0;
                if (ranges.size() == limit) {
                    return ranges;
                }
            }
        }
        if (first != 0) {
            ranges.add(new NakFrame.Range(first, highest));
        }
        return ranges;
    }
}
