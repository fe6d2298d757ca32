package org.ordercast.engine.security;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/**
 * The ciphers that a group may be sealed with. Each takes a key of 32 bytes and a nonce of 12, adds a tag of 16, and is
 * part of every JDK.
 */
public enum CipherSuite {

    /** AES with 256 bits in Galois/Counter Mode (NIST SP 800-38D): fast where the processor has instructions for it. */
    AES_256_GCM("AES-256-GCM", 1, "AES/GCM/NoPadding", "AES") {
        @Override
        AlgorithmParameterSpec parameters(byte[] nonce) {
            return new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, nonce);
        }
    },

    /** ChaCha20 with Poly1305 (RFC 8439): for processors without instructions for AES. */
    CHACHA20_POLY1305("ChaCha20-Poly1305", 2, "ChaCha20-Poly1305", "ChaCha20") {
        @Override
        AlgorithmParameterSpec parameters(byte[] nonce) {
            return new IvParameterSpec(nonce);
        }
    };

    /** How many bytes a key has. */
    public static final int KEY_LENGTH = 32;

    /** How many bytes a nonce has. */
    public static final int NONCE_LENGTH = 12;

    /** How many bytes the tag has that is added to what is sealed. */
    public static final int TAG_LENGTH = 16;

    private final String label;
    private final byte code;
    private final String transformation;
    private final String keyAlgorithm;

    CipherSuite(String label, int code, String transformation, String keyAlgorithm) {
        this.label = label;
        this.code = (byte) code;
        this.transformation = transformation;
        this.keyAlgorithm = keyAlgorithm;
    }

    /**
     * Finds a cipher by the name that it has in settings.
     *
     * @param label for example {@code AES-256-GCM}
     * @return the cipher
     * @throws IllegalArgumentException if there is none of that name; the message says which there are
     */
    public static CipherSuite of(String label) {
        return Arrays.stream(values())
                .filter(suite -> suite.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("cipher: '" + label + "' is not allowed; "
                        + Arrays.stream(values()).map(CipherSuite::label).collect(Collectors.joining(" or "))));
    }

    /**
     * The name that the cipher has in settings.
     *
     * @return the name
     */
    public String label() {
        return label;
    }

    /** Stands for the cipher in the derivation of keys: two ciphers never work with the same key. */
    byte code() {
        return code;
    }

    String keyAlgorithm() {
        return keyAlgorithm;
    }

    abstract AlgorithmParameterSpec parameters(byte[] nonce);

    Cipher newCipher() {
        try {
            return Cipher.getInstance(transformation);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "this Java has no cipher " + transformation + "; use another cipher, or a Java that has it", e);
        }
    }
}
