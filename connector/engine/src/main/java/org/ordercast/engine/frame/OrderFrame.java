package org.ordercast.engine.frame;

import java.nio.ByteBuffer;

/**
 * What follows the header in a frame of the order stream and in its heartbeat.
 *
 * <pre>
 * 40  8  epoch
 * 48  8  frame: this frame's number in the epoch; in a heartbeat, the last frame's
 * 56  8  sequence of the first message that ends in this frame or later
 * 64  8  committed sequence
 * 72  8  stable sequence
 * 80  8  digest of the order up to the end of this frame
 * 88     entries; none in a heartbeat
 * </pre>
 */
public final class OrderFrame {

    /** Where the entries begin. */
    public static final int ENTRIES = FrameHeader.LENGTH + 48;

    private static final int EPOCH = FrameHeader.LENGTH;
    private static final int FRAME = EPOCH + 8;
    private static final int FIRST_SEQUENCE = FRAME + 8;
    private static final int COMMITTED = FIRST_SEQUENCE + 8;
    private static final int STABLE = COMMITTED + 8;
    private static final int DIGEST = STABLE + 8;

    private OrderFrame() {}

    /**
     * Fills in everything but the entries, wherever the buffer's position is.
     *
     * @param frame the frame
     * @param epoch the epoch
     * @param number the frame's number
     * @param firstSequence the sequence of the first message that ends in this frame or later
     * @param committed the committed sequence
     * @param stable the stable sequence
     * @param digest the digest of the order up to the end of this frame
     */
    public static void write(
            ByteBuffer frame, long epoch, long number, long firstSequence, long committed, long stable, long digest) {
        frame.putLong(EPOCH, epoch)
                .putLong(FRAME, number)
                .putLong(FIRST_SEQUENCE, firstSequence)
                .putLong(COMMITTED, committed)
                .putLong(STABLE, stable)
                .putLong(DIGEST, digest);
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
                && NumberBounds.isPosition(number(frame))
                && NumberBounds.isNumber(firstSequence(frame))
                && NumberBounds.isPosition(committed(frame))
                && NumberBounds.isPosition(stable(frame));
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
     * The frame's number.
     *
     * @param frame the frame
     * @return its number, or the last frame's in a heartbeat
     */
    public static long number(ByteBuffer frame) {
        return frame.getLong(FRAME);
    }

    /**
     * The sequence of the first message that ends in this frame or later.
     *
     * @param frame the frame
     * @return a sequence
     */
    public static long firstSequence(ByteBuffer frame) {
        return frame.getLong(FIRST_SEQUENCE);
    }

    /**
     * The committed position when the frame was made.
     *
     * @param frame the frame
     * @return a sequence
     */
    public static long committed(ByteBuffer frame) {
        return frame.getLong(COMMITTED);
    }

    /**
     * The stable position when the frame was made.
     *
     * @param frame the frame
     * @return a sequence
     */
    public static long stable(ByteBuffer frame) {
        return frame.getLong(STABLE);
    }

    /**
     * The digest of the order up to the end of this frame.
     *
     * @param frame the frame
     * @return the digest
     */
    public static long digest(ByteBuffer frame) {
        return frame.getLong(DIGEST);
    }
}
