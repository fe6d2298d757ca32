package org.ordercast.engine.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;

/**
 * A view on the wire, as the content of {@link EntryKind#VIEW} entries.
 *
 * <pre>
 * 0  2  how many members follow, 1 to 256
 * 2     for each member: number of its last message before the view (8), identity
 * </pre>
 *
 * <p>No member stands in a view twice.
 */
public final class ViewCodec {

    /** The longest view: that of the most members with the longest ids. */
    static final int MAX_LENGTH = 2 + View.MAX_MEMBERS * (8 + IdentityCodec.FIXED_LENGTH + 255);

    private ViewCodec() {}

    /**
     * Encodes the members of a view.
     *
     * @param view the view
     * @return the bytes
     */
    public static byte[] encode(View view) {
        int length = 2;
        for (View.Participant member : view.members()) {
            length += 8 + IdentityCodec.FIXED_LENGTH + member.identity().id().getBytes(StandardCharsets.UTF_8).length;
        }
        ByteBuffer buffer =
                ByteBuffer.allocate(length).putShort((short) view.members().size());
        for (View.Participant member : view.members()) {
            buffer.putLong(member.published());
            IdentityCodec.write(buffer, member.identity());
        }
        return buffer.array();
    }

    /**
     * Decodes the members of a view.
     *
     * @param number the view's number
     * @param bytes the bytes, from the position to the limit
     * @return the view, or null if the bytes are malformed
     */
    public static @Nullable View decode(long number, ByteBuffer bytes) {
        ByteBuffer body = bytes.duplicate();
        int count = body.remaining() < 2 ? 0 : body.getShort();
        if (count < 1 || count > View.MAX_MEMBERS) {
            return null;
        }
        List<View.Participant> members = new ArrayList<>(count);
        Set<Long> incarnations = new HashSet<>();
        for (int i = 0; i < count; i++) {
            long published = body.remaining() < 8 ? -1 : body.getLong();
            MemberIdentity identity = IdentityCodec.read(body);
            if (!NumberBounds.isPosition(published) || identity == null || !incarnations.add(identity.incarnation())) {
                return null;
            }
            members.add(new View.Participant(identity, published));
        }
        return body.hasRemaining() ? null : new View(number, members);
    }
}
