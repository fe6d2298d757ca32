package org.ordercast.engine.link;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * What each side of a link says first, in clear: who it takes the other for, and a random number that no other connection
 * has. The client's comes first.
 *
 * <pre>
 *  0   4  magic, "ORDL"
 *  4   1  version
 *  5   1  flags: bit 0, what follows is sealed
 *  6   1  id of the key that seals, 0 without
 *  7   1  verdict, in the server's
 *  8   8  group
 * 16  16  random
 * </pre>
 *
 * @param version the version of the format
 * @param key the id of the key that seals the link, 0 if it is not sealed
 * @param verdict what the server thinks of the client's hello
 * @param group the number that stands for the group
 * @param randomHigh the first half of the random number
 * @param randomLow the second half
 */
record Hello(int version, int key, Verdict verdict, long group, long randomHigh, long randomLow) {

    static final int LENGTH = 32;

    static final int VERSION = 1;

    private static final int MAGIC = 0x4f52444c; // ORDL
    private static final int SEALED = 1;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** What a server thinks of a hello. The codes are part of the format. */
    enum Verdict {
        /** It waits for the request. */
        WELCOME(0, "takes the request"),
        /** It knows another version, which its own hello says. */
        OTHER_VERSION(1, "speaks another version of the protocol; run the same version on both"),
        /** It is a member of another group. */
        OTHER_GROUP(2, "is a member of another group"),
        /** It belongs to a group without a key, and the client has one; in the other case the server says nothing. */
        NOT_SEALED(3, "has no group key, and this member has one; give both the same");

        private final byte code;
        private final String text;

        Verdict(int code, String text) {
            this.code = (byte) code;
            this.text = text;
        }

        private static @Nullable Verdict of(byte code) {
            for (Verdict verdict : values()) {
                if (verdict.code == code) {
                    return verdict;
                }
            }
            return null;
        }

        String text() {
            return text;
        }
    }

    /** A hello with a random number of its own. */
    static Hello create(int key, Verdict verdict, long group) {
        return new Hello(VERSION, key, verdict, group, RANDOM.nextLong(), RANDOM.nextLong());
    }

    boolean isSealed() {
        return key != 0;
    }

    /** What the checksums of an answer's records begin with. */
    long salt() {
        return randomHigh;
    }

    byte[] encode() {
        return ByteBuffer.allocate(LENGTH)
                .putInt(MAGIC)
                .put((byte) version)
                .put((byte) (isSealed() ? SEALED : 0))
                .put((byte) key)
                .put(verdict.code)
                .putLong(group)
                .putLong(randomHigh)
                .putLong(randomLow)
                .array();
    }

    /** Reads a hello; null if it is none. Of another version, the version alone means something. */
    static @Nullable Hello decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (buffer.getInt() != MAGIC) {
            return null;
        }
        int version = buffer.get() & 0xff;
        int flags = buffer.get();
        int key = buffer.get() & 0xff;
        Verdict verdict = Verdict.of(buffer.get());
        long group = buffer.getLong();
        long randomHigh = buffer.getLong();
        long randomLow = buffer.getLong();
        if (version != VERSION) {
            return new Hello(version, 0, Verdict.OTHER_VERSION, group, randomHigh, randomLow);
        }
        return flags != (key == 0 ? 0 : SEALED) || verdict == null
                ? null
                : new Hello(version, key, verdict, group, randomHigh, randomLow);
    }
}
