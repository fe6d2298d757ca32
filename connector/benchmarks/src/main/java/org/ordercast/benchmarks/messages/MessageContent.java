package org.ordercast.benchmarks.messages;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * What the messages of a run consist of: the publisher's number, the message's number, and bytes that follow from both. Making
 * and comparing a message costs one pass over it, so that checking every byte does not become what is measured. For one thread
 * at a time.
 */
public final class MessageContent {

    /** The length of the two numbers that begin a message. */
    public static final int HEADER_LENGTH = Integer.BYTES + Long.BYTES;

    /** How many different contents there are: where in the pattern a message's bytes begin. */
    private static final int CONTENTS = 4_096;

    private final int length;
    private final byte[] pattern;
    private final ByteBuffer expected;

    /**
     * Content for messages of one length.
     *
     * @param length the length of each message in bytes, at least {@link #HEADER_LENGTH}
     */
    public MessageContent(int length) {
        if (length < HEADER_LENGTH) {
            throw new IllegalArgumentException("length: " + length + " is not allowed; at least " + HEADER_LENGTH
                    + ", which a message begins with");
        }
        this.length = length;
        pattern = new byte[length - HEADER_LENGTH + CONTENTS];
        new SplittableRandom(1).nextBytes(pattern);
        expected = ByteBuffer.wrap(pattern);
    }

    /**
     * The length of each message.
     *
     * @return bytes
     */
    public int length() {
        return length;
    }

    /**
     * Writes a message.
     *
     * @param message where to, as long as a message
     * @param publisher the publisher's number
     * @param number the message's number among that publisher's
     */
    public void write(byte[] message, int publisher, long number) {
        ByteBuffer.wrap(message).putInt(publisher).putLong(number);
        System.arraycopy(pattern, start(publisher, number), message, HEADER_LENGTH, length - HEADER_LENGTH);
    }

    /**
     * Whether what is left in a buffer is what follows the two numbers of a message.
     *
     * @param bytes the message behind its two numbers
     * @param publisher the publisher's number
     * @param number the message's number
     * @return true if every byte is as it was written
     */
    public boolean matches(ByteBuffer bytes, int publisher, long number) {
        int start = start(publisher, number);
        expected.limit(start + length - HEADER_LENGTH).position(start);
        return bytes.mismatch(expected) < 0;
    }

    private static int start(int publisher, long number) {
        long mixed = (number * 31 + publisher) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 52);
    }
}
