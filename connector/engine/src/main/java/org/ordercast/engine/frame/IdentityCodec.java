package org.ordercast.engine.frame;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;

/**
 * A member's identity on the wire.
 *
 * <pre>
 *  0  8  incarnation
 *  8 16  IPv6 address, or IPv4-mapped address
 * 24  2  port
 * 26  1  length of the member's id in UTF-8
 * 27     the member's id
 * </pre>
 */
final class IdentityCodec {

    static final int FIXED_LENGTH = 27;

    private IdentityCodec() {}

    static void write(ByteBuffer buffer, MemberIdentity member) {
        byte[] id = member.id().getBytes(StandardCharsets.UTF_8);
        buffer.putLong(member.incarnation())
                .putLong(member.endpoint().high())
                .putLong(member.endpoint().low())
                .putShort((short) member.endpoint().port())
                .put((byte) id.length)
                .put(id);
    }

    static @Nullable MemberIdentity read(ByteBuffer buffer) {
        if (buffer.remaining() < FIXED_LENGTH) {
            return null;
        }
        long incarnation = buffer.getLong();
        Endpoint endpoint = new Endpoint(buffer.getLong(), buffer.getLong(), buffer.getShort() & 0xffff);
        int idLength = buffer.get() & 0xff;
        if (idLength == 0 || idLength > buffer.remaining() || incarnation == 0 || endpoint.port() == 0) {
            return null;
        }
        String id = decode(buffer.slice(buffer.position(), idLength));
        buffer.position(buffer.position() + idLength);
        return id == null ? null : new MemberIdentity(id, incarnation, endpoint);
    }

    /** Malformed UTF-8 must not pass as replacement characters: written again, they are longer than what came. */
    private static @Nullable String decode(ByteBuffer utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }
}
