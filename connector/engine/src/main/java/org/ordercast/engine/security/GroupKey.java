package org.ordercast.engine.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One secret of a group, under the number that names it on the wire. It seals nothing itself: each sender has a key of
 * its own that is derived from it, so that two senders never share a (key, nonce) pair.
 */
public final class GroupKey {

    /** How many bytes the secret has. */
    public static final int LENGTH = 32;

    /** The greatest id; the least is 1. */
    public static final int MAX_ID = 255;

    private static final byte[] NO_SALT = {};

    private final int id;

    /** What HKDF-Extract makes of the secret, which itself is not kept. */
    private final byte[] extracted;

    /**
     * Creates a key.
     *
     * @param id its id, 1 to {@value #MAX_ID}
     * @param secret its {@value #LENGTH} bytes, of which nothing is kept
     * @throws IllegalArgumentException if one of them is not allowed; the message says nothing of the secret
     */
    public GroupKey(int id, byte[] secret) {
        if (id < 1 || id > MAX_ID) {
            throw new IllegalArgumentException("a key's id of " + id + " is not allowed; 1 to " + MAX_ID);
        }
        if (secret.length != LENGTH) {
            throw new IllegalArgumentException(
                    "a secret of " + secret.length + " bytes for key " + id + " is not allowed; " + LENGTH + " bytes");
        }
        this.id = id;
        this.extracted = Hkdf.extract(NO_SALT, secret);
    }

    /**
     * The number that names the key on the wire.
     *
     * @return 1 to {@value #MAX_ID}
     */
    public int id() {
        return id;
    }

    /**
     * The seal that one sender uses for one purpose: derived with HKDF, whose info is the purpose in ASCII, a zero, the
     * cipher (1 byte), the group (8), this key's id (1) and the sender's incarnation (8).
     *
     * @param purpose what is sealed; one purpose's name must not stand for another
     * @param suite the cipher
     * @param groupId the number that stands for the group
     * @param sender the sender's incarnation
     * @return the seal, in its first use
     */
    public RecordSeal seal(String purpose, CipherSuite suite, long groupId, long sender) {
        return seal(
                purpose,
                suite,
                groupId,
                ByteBuffer.allocate(Long.BYTES).putLong(sender).array());
    }

    /**
     * The seal that is used once, for one purpose: derived as that of a sender, with whatever makes this use different
     * from all others in the place of the sender's incarnation.
     *
     * @param purpose what is sealed; one purpose's name must not stand for another, and its uses are of one length
     * @param suite the cipher
     * @param groupId the number that stands for the group
     * @param use what no other use of this purpose has, such as random bytes of both sides
     * @return the seal, in its first use
     */
    public RecordSeal seal(String purpose, CipherSuite suite, long groupId, byte[] use) {
        byte[] name = purpose.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer info = ByteBuffer.allocate(name.length + 1 + 1 + Long.BYTES + 1 + use.length);
        info.put(name)
                .put((byte) 0)
                .put(suite.code())
                .putLong(groupId)
                .put((byte) id)
                .put(use);
        byte[] derived = Hkdf.expand(extracted, info.array(), CipherSuite.KEY_LENGTH);
        RecordSeal seal = new RecordSeal(suite, derived);
        Arrays.fill(derived, (byte) 0);
        return seal;
    }

    /** Keys are equal if id and secret are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GroupKey that && id == that.id && MessageDigest.isEqual(extracted, that.extracted);
    }

    @Override
    public int hashCode() {
        return id;
    }

    /** Names the key, and shows nothing of its secret. */
    @Override
    public String toString() {
        return "key " + id;
    }
}
