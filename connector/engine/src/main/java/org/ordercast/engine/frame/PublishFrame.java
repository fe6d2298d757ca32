package org.ordercast.engine.frame;

import java.nio.ByteBuffer;

/**
 * What follows the header in a frame of a publish stream and in its heartbeat.
 *
 * <pre>
 * 40  8  epoch
 * 48  8  stream: the number of the view in which the publisher joined
 * 56  8  frame: this frame's number in the stream; in a heartbeat, the last frame's
 * 64  8  publisher: its incarnation
 * 72     entries; none in a heartbeat
 * </pre>
 *
 * <p>A frame of a publish stream goes to the sequencer, or, marked as direct, to the whole group: the order stream then
 * refers to it. The sequencer sends such a frame again, as its source, to those who miss it.
 */
public final class PublishFrame {

    /** Where the entries begin. */
    public static final int ENTRIES = FrameHeader.LENGTH + 32;

    private static final int EPOCH = FrameHeader.LENGTH;
    private static final int STREAM = EPOCH + 8;
    private static final int FRAME = STREAM + 8;
    private static final int PUBLISHER = FRAME + 8;

    private PublishFrame() {}

    /**
     * Fills in everything but the entries, wherever the buffer's position is.
     *
     * @param frame the frame
     * @param epoch the epoch
     * @param stream the number of the view in which the publisher joined
     * @param number the frame's number in the stream
     * @param publisher the publisher's incarnation
     */
    public static void write(ByteBuffer frame, long epoch, long stream, long number, long publisher) {
        frame.putLong(EPOCH, epoch)
                .putLong(STREAM, stream)
                .putLong(FRAME, number)
                .putLong(PUBLISHER, publisher);
    }

    /**
     * Whether a checked datagram of this type is long enough, and holds values that can be.
     *
     * @param frame the datagram, from index 0
     * @return true if the fields can be read
     */
    public static boolean isValid(ByteBuffer frame) {
        return frame.limit() >= ENTRIES
                && NumberBounds.isNumber(epoch(frame))
                && NumberBounds.isNumber(stream(frame))
                && NumberBounds.isNumber(number(frame));
    }

    /**
     * The epoch.
     *
     * @param frame the frame
     * @return the epoch
     */
    public static long epoch(ByteBuffer frame) {
        return frame.getLong(EPOCH);
    }

    /**
     * The stream.
     *
     * @param frame the frame
     * @return the number of the view in which the publisher joined
     */
    public static long stream(ByteBuffer frame) {
        return frame.getLong(STREAM);
    }

    /**
     * The frame's number.
     *
     * @param frame the frame
     * @return its number, or the last frame's in a heartbeat
     */
    public static long number(ByteBuffer frame) {
        return frame.getLong(FRAME);
    }

    /**
     * The publisher, which is the source too, unless the sequencer sends the frame again.
     *
     * @param frame the frame
     * @return the publisher's incarnation
     */
    public static long publisher(ByteBuffer frame) {
        return frame.getLong(PUBLISHER);
    }
}
