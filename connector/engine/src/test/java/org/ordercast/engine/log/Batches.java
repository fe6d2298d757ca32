package org.ordercast.engine.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import org.ordercast.engine.membership.View;

/** Makes batches for tests. */
final class Batches {

    static final String PUBLISHER = "publisher";
    static final long EPOCH = 3;
    static final long INCARNATION = 77;

    private Batches() {}

    /** A batch of messages with the given texts; publisher sequences are the sequences plus 1000. */
    static OrderedBatch of(long firstSequence, String... texts) {
        byte[][] payloads = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            payloads[i] = texts[i].getBytes(UTF_8);
        }
        return of(firstSequence, payloads);
    }

    /** A batch of one message of a size. */
    static OrderedBatch sized(long sequence, int bytes) {
        return of(sequence, new byte[][] {new byte[bytes]});
    }

    /** The record of a batch. */
    static LogRecord record(OrderedBatch batch) {
        return new LogRecord.Batch(batch, 0);
    }

    /** The record of missing messages. */
    static LogRecord gap(long first, long last, String reason) {
        return new LogRecord.Gap(first, last, EPOCH, 0, reason);
    }

    /** The state of an order that begins after a sequence. */
    static LogState stateAt(long sequence) {
        return new LogState(1, EPOCH, "", 0, sequence, 0, View.NONE, 0, List.of());
    }

    private static OrderedBatch of(long firstSequence, byte[][] payloads) {
        int size = 0;
        for (byte[] payload : payloads) {
            size += Integer.BYTES + payload.length;
        }
        ByteBuffer messages = ByteBuffer.allocate(size);
        for (byte[] payload : payloads) {
            messages.putInt(payload.length).put(payload);
        }
        return new OrderedBatch(
                EPOCH, firstSequence, PUBLISHER, INCARNATION, firstSequence + 1000, payloads.length, messages.flip());
    }
}
