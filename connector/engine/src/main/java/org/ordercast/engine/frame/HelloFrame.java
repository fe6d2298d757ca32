package org.ordercast.engine.frame;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.membership.MemberIdentity;

/**
 * A member that looks for its group, or waits for the sequencer, tells that it is there.
 *
 * <pre>
 * 40  1  intent: 0 seeks a sequencer, 1 claims the role, 2 waits for a sequencer that it knew, 3 recovers the role
 * 41  8  incarnation of the member whose claim it supports, or that recovers the role and is answered, 0 for none
 * 49  8  order that it has a part of, 0 for none
 * 57  8  epoch that it knows of, 0 for none
 * 65  8  last sequence of that order that its log holds, 0 for none
 * 73  8  invitation: what the sequencer last told it to say, 0 for none
 * 81     identity
 * </pre>
 *
 * @param intent what the member wants
 * @param supports the incarnation of the member whose claim it supports, or that recovers the role and is answered, so
 *     that it knows the answer for a new one; 0 for none
 * @param order the order that it has a part of; 0 for none, where it would follow any
 * @param epoch the epoch that it knows of, 0 for none
 * @param sequence the last sequence of that order that its log holds, 0 for none
 * @param invitation what the sequencer last told it to say, so that this hello is known for a new one; 0 for none
 * @param member who it is
 */
public record HelloFrame(
        Intent intent, long supports, long order, long epoch, long sequence, long invitation, MemberIdentity member) {

    /** What a member wants; the place in this list is its code on the wire. */
    public enum Intent {
        /** Looks for a sequencer. */
        SEEK,
        /** Claims the sequencer's role. */
        CLAIM,
        /** Waits for a sequencer that it knew and does not hear. */
        WAIT,
        /** Was the sequencer, and asks what others hold of the order before it goes on. */
        RECOVER
    }

    private static final int FIXED_LENGTH = 41;

    /**
     * The hello of a member that looks for its group.
     *
     * @param intent to seek, or to claim
     * @param supports the incarnation of the member whose claim it supports, 0 for none
     * @param invitation what a sequencer last told it to say, 0 for none
     * @param member who it is
     * @return the hello of a member that has no part of any order
     */
    public static HelloFrame newcomer(Intent intent, long supports, long invitation, MemberIdentity member) {
        return new HelloFrame(intent, supports, 0, 0, 0, invitation, member);
    }

    /**
     * Writes the fields behind the header.
     *
     * @param frame the frame, at the end of its header
     */
    @SuppressWarnings("EnumOrdinal") // the enumeration's Javadoc makes its places part of the wire format
    public void write(ByteBuffer frame) {
        frame.put((byte) intent.ordinal())
                .putLong(supports)
                .putLong(order)
                .putLong(epoch)
                .putLong(sequence)
                .putLong(invitation);
        IdentityCodec.write(frame, member);
    }

    /**
     * Reads the fields of a checked datagram.
     *
     * @param frame the datagram, from index 0
     * @return what it says, or null if it is malformed
     */
    public static @Nullable HelloFrame read(ByteBuffer frame) {
        ByteBuffer body = frame.duplicate().position(FrameHeader.LENGTH);
        if (body.remaining() < FIXED_LENGTH) {
            return null;
        }
        int code = body.get();
        long supports = body.getLong();
        long order = body.getLong();
        long epoch = body.getLong();
        long sequence = body.getLong();
        long invitation = body.getLong();
        MemberIdentity member = IdentityCodec.read(body);
        if (member == null
                || body.hasRemaining()
                || code < 0
                || code >= Intent.values().length
                || !NumberBounds.isPosition(epoch)
                || !NumberBounds.isPosition(sequence)) {
            return null;
        }
        return new HelloFrame(Intent.values()[code], supports, order, epoch, sequence, invitation, member);
    }
}
