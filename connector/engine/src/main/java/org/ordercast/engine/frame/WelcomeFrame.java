package org.ordercast.engine.frame;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.membership.MemberIdentity;

/**
 * The sequencer tells a member where its part of the order begins: at the frame that carries the view in which it
 * joins.
 *
 * <pre>
 * 40  8  incarnation of the member that is welcome
 * 48  8  order
 * 56  8  epoch
 * 64  8  number of the view in which it joins
 * 72  8  frame in which that view begins
 * 80  8  last sequence before that frame
 * 88  8  digest of the order before that frame
 * 96  4  the largest datagram that the sequencer sends, in bytes, without the tag of a sealed one
 * 100    identity of the sequencer
 * </pre>
 *
 * @param member the incarnation of the member that is welcome
 * @param order the order: the incarnation of the member that began it
 * @param epoch the epoch
 * @param view the number of the view in which it joins
 * @param frame the frame in which that view begins
 * @param sequence the last sequence before that frame
 * @param digest the digest of the order before that frame
 * @param maxDatagramSize the largest datagram that the sequencer sends, in bytes, without the tag of a sealed one
 * @param sequencer who the sequencer is
 */
public record WelcomeFrame(
        long member,
        long order,
        long epoch,
        long view,
        long frame,
        long sequence,
        long digest,
        int maxDatagramSize,
        MemberIdentity sequencer) {

    private static final int FIXED_LENGTH = 60;

    /** The smallest datagram that settings allow, less the tag of a sealed one. */
    private static final int MIN_DATAGRAM = 512 - 16;

    private static final int MAX_DATAGRAM = 65_507;

    /**
     * Writes the fields behind the header.
     *
     * @param buffer the frame, at the end of its header
     */
    public void write(ByteBuffer buffer) {
        buffer.putLong(member)
                .putLong(order)
                .putLong(epoch)
                .putLong(view)
                .putLong(frame)
                .putLong(sequence)
                .putLong(digest);
        buffer.putInt(maxDatagramSize);
        IdentityCodec.write(buffer, sequencer);
    }

    /**
     * Reads the fields of a checked datagram.
     *
     * @param buffer the datagram, from index 0
     * @return what it says, or null if it is malformed
     */
    public static @Nullable WelcomeFrame read(ByteBuffer buffer) {
        ByteBuffer body = buffer.duplicate().position(FrameHeader.LENGTH);
        if (body.remaining() < FIXED_LENGTH) {
            return null;
        }
        long member = body.getLong();
        long order = body.getLong();
        long epoch = body.getLong();
        long view = body.getLong();
        long frame = body.getLong();
        long sequence = body.getLong();
        long digest = body.getLong();
        int maxDatagramSize = body.getInt();
        MemberIdentity sequencer = IdentityCodec.read(body);
        if (sequencer == null
                || body.hasRemaining()
                || order == 0
                || !NumberBounds.isNumber(epoch)
                || !NumberBounds.isNumber(view)
                || !NumberBounds.isNumber(frame)
                || !NumberBounds.isPosition(sequence)
                || maxDatagramSize < MIN_DATAGRAM
                || maxDatagramSize > MAX_DATAGRAM) {
            return null;
        }
        return new WelcomeFrame(member, order, epoch, view, frame, sequence, digest, maxDatagramSize, sequencer);
    }
}
