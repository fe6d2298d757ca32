package org.ordercast.engine.security;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Derives keys from a key: HKDF with SHA-256, RFC 5869. Java 17 has no interface for it. */
final class Hkdf {

    private static final String HMAC = "HmacSHA256";
    private static final int HASH_LENGTH = 32;
    private static final int MOST_BLOCKS = 255;

    private Hkdf() {}

    /** Concentrates a secret into a key to expand. An empty salt stands for as many zeros as the hash has bytes. */
    static byte[] extract(byte[] salt, byte[] secret) {
        return mac(salt.length == 0 ? new byte[HASH_LENGTH] : salt).doFinal(secret);
    }

    /** Expands what {@link #extract} gave to as many bytes as are wanted, different ones for each different info. */
    static byte[] expand(byte[] key, byte[] info, int length) {
        if (length < 0 || length > MOST_BLOCKS * HASH_LENGTH) {
            throw new IllegalArgumentException(
                    "length: " + length + " is not allowed; 0 to " + MOST_BLOCKS * HASH_LENGTH);
        }
        Mac mac = mac(key);
        byte[] expanded = new byte[length];
        byte[] block = new byte[0];
        int done = 0;
        for (int number = 1; done < length; number++) {
            mac.update(block);
            mac.update(info);
            mac.update((byte) number);
            block = mac.doFinal();
            int part = Math.min(HASH_LENGTH, length - done);
            System.arraycopy(block, 0, expanded, done, part);
            done += part;
        }
        Arrays.fill(block, (byte) 0);
        return expanded;
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            // Every Java has it: the Mac class demands it of each implementation.
            throw new IllegalStateException("this Java has no " + HMAC, e);
        }
    }
}
