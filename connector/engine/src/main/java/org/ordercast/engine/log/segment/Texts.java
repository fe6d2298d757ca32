package org.ordercast.engine.log.segment;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Names in the log's files: their length in one byte, and their UTF-8. */
final class Texts {

    static final int MAX_LENGTH = 255;

    private Texts() {}

    /** The bytes of a name that is asked to be there. */
    static byte[] encode(String what, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    what + " '" + name + "' has " + bytes.length + " bytes in UTF-8; it needs 1 to " + MAX_LENGTH);
        }
        return bytes;
    }

    static void write(ByteBuffer buffer, byte[] name) {
        buffer.put((byte) name.length).put(name);
    }

    /** Reads a name, which may be empty; null if it is cut off or malformed. */
    static @Nullable String read(ByteBuffer buffer) {
        int length = buffer.hasRemaining() ? buffer.get() & 0xff : MAX_LENGTH + 1;
        if (length > buffer.remaining()) {
            return null;
        }
        String name = decode(buffer.slice(buffer.position(), length));
        buffer.position(buffer.position() + length);
        return name;
    }

    /** Malformed UTF-8 must not pass as replacement characters. */
    static @Nullable String decode(ByteBuffer utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }
}
