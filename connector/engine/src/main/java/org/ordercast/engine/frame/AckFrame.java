package org.ordercast.engine.frame;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How far a member has come in the order stream.
 *
 * <pre>
 * 40  8  epoch
 * 48  8  number of the view in which the member joined
 * 56  8  last frame that it holds with all before it
 * 64  8  last sequence that it holds with all before it
 * </pre>
 *
 * @param epoch the epoch
 * @param joined the number of the view in which the member joined
 * @param frame the last frame that it holds with all before it
 * @param sequence the last sequence that it holds with all before it
 */
public record AckFrame(long epoch, long joined, long frame, long sequence) {

    private static final int FIXED_LENGTH = 32;

    /**
     * Writes the fields behind the header.
     *
     * @param buffer the frame, at the end of its header
     */
    public void write(ByteBuffer buffer) {
        buffer.putLong(epoch).putLong(joined).putLong(frame).putLong(sequence);
    }

    /**
     * Reads the fields of a checked datagram.
     *
     * @param buffer the datagram, from index 0
     * @return what it says, or null if it is malformed
     */
    public static @Nullable AckFrame read(ByteBuffer buffer) {
        ByteBuffer body = buffer.duplicate().position(FrameHeader.LENGTH);
        if (body.remaining() != FIXED_LENGTH) {
            return null;
        }
        AckFrame ack = new AckFrame(body.getLong(), body.getLong(), body.getLong(), body.getLong());
        boolean valid = NumberBounds.isNumber(ack.epoch)
                && NumberBounds.isNumber(ack.joined)
                && NumberBounds.isPosition(ack.frame)
                && NumberBounds.isPosition(ack.sequence);
        return valid ? ack : null;
    }
}
