package org.ordercast.benchmarks;

import java.nio.ByteBuffer;

/**
 * What is sent in one run.
 *
 * @param payload the length of each message in bytes, at least 8
 * @param publishers how many of the members publish
 * @param messages how many messages each of them publishes
 * @param maxDatagramSize the largest datagram in bytes, 0 for what the interface carries
 */
record Load(int payload, int publishers, int messages, int maxDatagramSize) {

    /** The part of the messages at the beginning that is not measured. */
    private static final double WARM_UP = 0.4;

    long total() {
        return (long) messages * publishers;
    }

    long warmUp() {
        return (long) (total() * WARM_UP);
    }

    /** The message of that number: its number, then bytes that follow from it. */
    byte[] message(long number) {
        byte[] bytes = new byte[payload];
        for (int i = Long.BYTES; i < payload; i++) {
            bytes[i] = (byte) (number + i);
        }
        ByteBuffer.wrap(bytes).putLong(number);
        return bytes;
    }

    /** Whether a payload is the message of that number. Looks at every 64th byte, so that checking costs little. */
    boolean matches(ByteBuffer bytes, long number) {
        if (bytes.remaining() != payload || bytes.getLong(bytes.position()) != number) {
            return false;
        }
        for (int i = Long.BYTES; i < payload; i += 64) {
            if (bytes.get(bytes.position() + i) != (byte) (number + i)) {
                return false;
            }
        }
        return true;
    }
}
