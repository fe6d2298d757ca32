package org.ordercast.engine.frame;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.membership.MemberIdentity;

/**
 * The sequencer tells a sender that it is not in the view, or may not be.
 *
 * <pre>
 * 40  8  incarnation of the sender that is refused
 * 48  8  epoch
 * 56  8  number of the sequencer's newest view
 * 64  8  invitation: what the sender is to say in its next hello
 * 72  1  reason: 0 not in the view, 1 the member id is in use, 2 the group is full, 3 it is far behind, 4 its hello may
 *        be an old one
 * 73     identity of the sequencer
 * </pre>
 *
 * @param member the incarnation of the sender that is refused
 * @param epoch the epoch
 * @param view the number of the sequencer's newest view
 * @param invitation what the sender is to say in its next hello
 * @param reason why
 * @param sequencer who the sequencer is
 */
public record RefuseFrame(
        long member, long epoch, long view, long invitation, Reason reason, MemberIdentity sequencer) {

    /** Why a sender is refused; the place in this list is its code on the wire. */
    public enum Reason {
        /** The sender is not, or no longer, in the view. */
        NOT_IN_VIEW,
        /** Another live member has the sender's member id. */
        ID_IN_USE,
        /** The view has as many members as it can. */
        GROUP_FULL,
        /** The sender is so far behind that it must catch up from the sequencer's log before it joins. */
        BEHIND,
        /** The sender's hello may be one that came late: it is to say another, with the invitation. */
        NOT_INVITED
    }

    private static final int FIXED_LENGTH = 33;

    /**
     * Writes the fields behind the header.
     *
     * @param buffer the frame, at the end of its header
     */
    @SuppressWarnings("EnumOrdinal") // the enumeration's Javadoc makes its places part of the wire format
    public void write(ByteBuffer buffer) {
        buffer.putLong(member).putLong(epoch).putLong(view).putLong(invitation).put((byte) reason.ordinal());
        IdentityCodec.write(buffer, sequencer);
    }

    /**
     * Reads the fields of a checked datagram.
     *
     * @param buffer the datagram, from index 0
     * @return what it says, or null if it is malformed
     */
    public static @Nullable RefuseFrame read(ByteBuffer buffer) {
        ByteBuffer body = buffer.duplicate().position(FrameHeader.LENGTH);
        if (body.remaining() < FIXED_LENGTH) {
            return null;
        }
        long member = body.getLong();
        long epoch = body.getLong();
        long view = body.getLong();
        long invitation = body.getLong();
        int code = body.get();
        MemberIdentity sequencer = IdentityCodec.read(body);
        if (sequencer == null
                || body.hasRemaining()
                || code < 0
                || code >= Reason.values().length
                || !NumberBounds.isNumber(epoch)
                || !NumberBounds.isNumber(view)) {
            return null;
        }
        return new RefuseFrame(member, epoch, view, invitation, Reason.values()[code], sequencer);
    }
}
