package org.ordercast.engine.frame;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A member leaves its group.
 *
 * <pre>
 * 40  8  epoch
 * 48  8  number of the view in which the member joined
 * </pre>
 *
 * @param epoch the epoch
 * @param joined the number of the view in which the member joined
 */
public record LeaveFrame(long epoch, long joined) {

    private static final int FIXED_LENGTH = 16;

    /**
     * Writes the fields behind the header.
     *
     * @param buffer the frame, at the end of its header
     */
    public void write(ByteBuffer buffer) {
        buffer.putLong(epoch).putLong(joined);
    }

    /**
     * Reads the fields of a checked datagram.
     *
     * @param buffer the datagram, from index 0
     * @return what it says, or null if it is malformed
     */
    public static @Nullable LeaveFrame read(ByteBuffer buffer) {
        ByteBuffer body = buffer.duplicate().position(FrameHeader.LENGTH);
        if (body.remaining() != FIXED_LENGTH) {
            return null;
        }
        LeaveFrame leave = new LeaveFrame(body.getLong(), body.getLong());
        return NumberBounds.isNumber(leave.epoch) && NumberBounds.isNumber(leave.joined) ? leave : null;
    }
}
