package org.ordercast.faults.process;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.ordercast.faults.history.Source;

/**
 * The messages that are published: each says which life of which member it is from, and its number there, and ends with a
 * checksum over all of it.
 *
 * @param size how many bytes each has, at least {@link #LEAST}
 */
record Load(int size) {

    /** What the names and the checksum take. */
    static final int LEAST = 4 + 4 + 8 + 4;

    Load {
        if (size < LEAST) {
            throw new IllegalArgumentException("size: " + size + " is not allowed; at least " + LEAST);
        }
    }

    /** What a message's content says of it. */
    record Content(Source source, long number) {}

    byte[] message(Source source, long number) {
        byte[] bytes = new byte[size];
        ByteBuffer message = ByteBuffer.wrap(bytes);
        message.putInt(source.member()).putInt(source.life()).putLong(number);
        int checked = size - Integer.BYTES;
        for (int i = message.position(); i < checked; i++) {
            bytes[i] = (byte) (number + 31L * i);
        }
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, checked);
        message.putInt(checked, (int) checksum.getValue());
        return bytes;
    }

    /** What a delivered message says; empty if no load makes such a message. */
    static Optional<Content> read(ByteBuffer payload) {
        if (payload.remaining() < LEAST) {
            return Optional.empty();
        }
        ByteBuffer message = payload.slice();
        int checked = message.limit() - Integer.BYTES;
        CRC32C checksum = new CRC32C();
        checksum.update(message.duplicate().limit(checked));
        return (int) checksum.getValue() == message.getInt(checked)
                ? Optional.of(new Content(new Source(message.getInt(0), message.getInt(4)), message.getLong(8)))
                : Optional.empty();
    }
}
