package org.ordercast.engine.frame;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.membership.MemberIdentity;

/**
 * A member that looks for its group, or waits for the sequencer, tells that it is there.
 *
 * <pre>
 * 40  1  intent: 0 seeks a sequencer, 1 claims the role, 2 waits for a sequencer that it knew
 * 41  8  epoch that it knows of, 0 for none
 * 49  8  incarnation of the member whose claim it supports, 0 for none; of a member that waits: of its sequencer, or 0 if
 *        it has had no message yet, and would follow any
 * 57     identity
 * </pre>
 *
 * @param intent what the member wants
 * @param epoch the epoch that it knows of, 0 for none
 * @param supports the incarnation of the member whose claim it supports, or of the sequencer that it waits for; 0 for none
 * @param member who it is
 */
public record HelloFrame(Intent intent, long epoch, long supports, MemberIdentity member) {

    /** What a member wants; the place in this list is its code on the wire. */
    public enum Intent {
        /** Looks for a sequencer. */
        SEEK,
        /** Claims the sequencer's role. */
        CLAIM,
        /** Waits for a sequencer that it knew and does not hear. */
        WAIT
    }

    private static final int FIXED_LENGTH = 17;

    /**
     * Writes the fields behind the header.
     *
     * @param frame the frame, at the end of its header
     */
    @SuppressWarnings("EnumOrdinal") // the enumeration's Javadoc makes its places part of the wire format
    public void write(ByteBuffer frame) {
        frame.put((byte) intent.ordinal()).putLong(epoch).putLong(supports);
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
        long epoch = body.getLong();
        long supports = body.getLong();
        MemberIdentity member = IdentityCodec.read(body);
        if (member == null
                || body.hasRemaining()
                || code < 0
                || code >= Intent.values().length
                || !NumberBounds.isPosition(epoch)) {
            return null;
        }
        return new HelloFrame(Intent.values()[code], epoch, supports, member);
    }
}
