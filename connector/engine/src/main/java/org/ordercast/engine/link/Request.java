package org.ordercast.engine.link;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What a client asks for, in the one chunk that it sends: the sequence to begin with (8), 0 for the beginning, and the
 * CRC32C (4) of both hellos and that sequence.
 */
final class Request {

    /** How much content the chunk has. */
    static final int LENGTH = Long.BYTES + Integer.BYTES;

    /** What is read of a request that is none. */
    static final long NONE = -1;

    private Request() {}

    static byte[] encode(Hello client, Hello server, long sequence) {
        return ByteBuffer.allocate(LENGTH)
                .putLong(sequence)
                .putInt(checksum(client, server, sequence))
                .array();
    }

    /** The sequence to begin with, or {@link #NONE}. */
    static long decode(Hello client, Hello server, byte[] content) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        long sequence = buffer.getLong();
        return sequence >= 0 && buffer.getInt() == checksum(client, server, sequence) ? sequence : NONE;
    }

    private static int checksum(Hello client, Hello server, long sequence) {
        CRC32C crc = new CRC32C();
        crc.update(client.encode());
        crc.update(server.encode());
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(sequence).flip());
        return (int) crc.getValue();
    }
}
