package org.ordercast.sample.book;

/**
 * Mixes 64-bit values into digests. Not cryptographic: it finds differences between replicas that err, not between
 * replicas that lie. The finaliser is that of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
 * Generators, 2014).
 */
public final class Mix {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private Mix() {}

    /**
     * Takes another value into a digest; the order of values matters.
     *
     * @param digest the digest so far
     * @param value the value
     * @return the digest with the value
     */
    public static long in(long digest, long value) {
        long z = (digest ^ value) * 0xD1342543DE82EF95L + GOLDEN_GAMMA + Long.rotateLeft(value, 29);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /**
     * Takes bytes into a digest; their number and order matter.
     *
     * @param digest the digest so far
     * @param bytes the bytes
     * @return the digest with the bytes
     */
    public static long in(long digest, byte[] bytes) {
        long mixed = in(digest, bytes.length);
        long word = 0;
        for (int i = 0; i < bytes.length; i++) {
            word = word << Byte.SIZE | (bytes[i] & 0xFF);
            if ((i & 7) == 7 || i == bytes.length - 1) {
                mixed = in(mixed, word);
                word = 0;
            }
        }
        return mixed;
    }
}
