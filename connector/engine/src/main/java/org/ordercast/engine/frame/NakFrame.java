package org.ordercast.engine.frame;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for frames that are missing from a stream.
 *
 * <pre>
 * 40  1  stream kind: 1 order, 2 publish, 3 what the order stream refers to
 * 41  8  epoch
 * 49  8  number of the view in which the member joined that asks (order, referenced) or is asked (publish)
 * 57  2  how many ranges follow, 1 to 64
 * 59     ranges: first frame, or reference (8), last one (8)
 * </pre>
 *
 * @param kind which of the source's streams, {@link #ORDER}, {@link #PUBLISH} or {@link #REFERENCED}
 * @param epoch the epoch
 * @param joined the number of the view in which the member joined that asks (order, referenced) or is asked (publish)
 * @param ranges what is missing, 1 to {@value #MAX_RANGES} ranges
 */
public record NakFrame(byte kind, long epoch, long joined, List<Range> ranges) {

    /** The kind of an order stream. */
    public static final byte ORDER = 1;

    /** The kind of a publish stream. */
    public static final byte PUBLISH = 2;

    /** Frames of publish streams that an order stream refers to, by the numbers of the references. */
    public static final byte REFERENCED = 3;

    /** The most ranges in one request. */
    public static final int MAX_RANGES = 64;

    private static final int FIXED_LENGTH = 19;
    private static final int RANGE_LENGTH = 16;

    /**
     * Keeps its own copy of the ranges.
     *
     * @param kind which of the source's streams
     * @param epoch the epoch
     * @param joined the number of the view in which the member joined
     * @param ranges what is missing
     */
    public NakFrame {
        ranges = List.copyOf(ranges);
    }

    /**
     * How many ranges fit into a datagram.
     *
     * @param datagramSize the largest datagram in bytes, 512 or more
     * @return a number, at most {@value #MAX_RANGES}
     */
    public static int maxRanges(int datagramSize) {
        return Math.min(MAX_RANGES, (datagramSize - FrameHeader.LENGTH - FIXED_LENGTH) / RANGE_LENGTH);
    }

    /**
     * Adjacent frames.
     *
     * @param first the first frame
     * @param last the last frame, at least the first
     */
    public record Range(long first, long last) {}

    /**
     * Writes the fields behind the header.
     *
     * @param buffer the frame, at the end of its header
     */
    public void write(ByteBuffer buffer) {
        buffer.put(kind).putLong(epoch).putLong(joined).putShort((short) ranges.size());
        for (Range range : ranges) {
            buffer.putLong(range.first).putLong(range.last);
        }
    }

    /**
     * Reads the fields of a checked datagram.
     *
     * @param buffer the datagram, from index 0
     * @return what it says, or null if it is malformed
     */
    public static @Nullable NakFrame read(ByteBuffer buffer) {
        ByteBuffer body = buffer.duplicate().position(FrameHeader.LENGTH);
        if (body.remaining() < FIXED_LENGTH) {
            return null;
        }
        byte kind = body.get();
        long epoch = body.getLong();
        long joined = body.getLong();
        int count = body.getShort();
        if (count < 1 || count > MAX_RANGES || body.remaining() != count * RANGE_LENGTH) {
            return null;
        }
        List<Range> ranges = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Range range = new Range(body.getLong(), body.getLong());
            if (!NumberBounds.isNumber(range.first) || range.last < range.first || range.last > NumberBounds.MAX) {
                return null;
            }
            ranges.add(range);
        }
        boolean known = kind == ORDER || kind == PUBLISH || kind == REFERENCED;
        return known && NumberBounds.isNumber(epoch) && NumberBounds.isNumber(joined)
                ? new NakFrame(kind, epoch, joined, ranges)
                : null;
    }
}
