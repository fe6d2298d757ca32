package org.ordercast.arquillian.rates;

import java.nio.ByteBuffer;
import java.util.Random;

/** What a message holds: its number, and bytes that follow from it, so that each can be checked without looking it up. */
public final class Content {

    private static final int LONGEST = 1 << 16;
    private static final int SHIFTS = 251;
    private static final byte[] PATTERN = new byte[SHIFTS + LONGEST];

    static {
        new Random(SHIFTS).nextBytes(PATTERN);
    }

    private Content() {}

    /** The content of a publisher's message of a number. */
    public static byte[] of(long number, int bytes) {
        return ByteBuffer.allocate(bytes)
                .putLong(number)
                .put(pattern(number, bytes - Long.BYTES))
                .array();
    }

    /** Whether a content is that of a publisher's message of a number. */
    public static boolean isIntact(long number, ByteBuffer content) {
        return content.getLong() == number && content.equals(pattern(number, content.remaining()));
    }

    private static ByteBuffer pattern(long number, int bytes) {
        return ByteBuffer.wrap(PATTERN, (int) (number % SHIFTS), bytes);
    }
}
