package org.ordercast.benchmarks;

import java.nio.ByteBuffer;
import java.util.List;
import org.ordercast.engine.Durability;
import org.ordercast.engine.GroupSettings;

/**
 * What is sent in one run.
 *
 * @param payload the length of each message in bytes, at least 8
 * @param publishers how many of the members publish
 * @param messages how many messages each of them publishes
 * @param maxDatagramSize the largest datagram in bytes, 0 for what the interface carries
 * @param inFlight how many messages of a publisher may be on their way at once, 0 for as many as it may send
 * @param directThreshold from which length on a frame goes directly to the group
 * @param durability what the members' logs outlive
 */
record Load(
        int payload,
        int publishers,
        int messages,
        int maxDatagramSize,
        int inFlight,
        int directThreshold,
        Durability durability) {

    /** The part of the messages at the beginning that is not measured. */
    private static final double WARM_UP = 0.4;

    /** As fast as the group lets publishers send, with the settings' defaults. */
    static Load saturating(int payload, int publishers, int messages, int maxDatagramSize) {
        return new Load(
                payload,
                publishers,
                messages,
                maxDatagramSize,
                0,
                GroupSettings.DEFAULT_DIRECT_THRESHOLD,
                Durability.MEMORY);
    }

    /** The load with another threshold. */
    Load withDirectThreshold(int threshold) {
        return new Load(payload, publishers, messages, maxDatagramSize, inFlight, threshold, durability);
    }

    /** The load with so many messages of each publisher on their way at once. */
    Load withInFlight(int most) {
        return new Load(payload, publishers, messages, maxDatagramSize, most, directThreshold, durability);
    }

    /** The load with logs that outlive something else. */
    Load withDurability(Durability other) {
        return new Load(payload, publishers, messages, maxDatagramSize, inFlight, directThreshold, other);
    }

    /** The load as arguments of a process. */
    List<String> arguments() {
        return List.of(
                Integer.toString(payload),
                Integer.toString(publishers),
                Integer.toString(messages),
                Integer.toString(maxDatagramSize),
                Integer.toString(inFlight),
                Integer.toString(directThreshold),
                durability.name());
    }

    /** The load that {@link #arguments} gave. */
    static Load of(List<String> arguments) {
        return new Load(
                Integer.parseInt(arguments.get(0)),
                Integer.parseInt(arguments.get(1)),
                Integer.parseInt(arguments.get(2)),
                Integer.parseInt(arguments.get(3)),
                Integer.parseInt(arguments.get(4)),
                Integer.parseInt(arguments.get(5)),
                Durability.valueOf(arguments.get(6)));
    }

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
