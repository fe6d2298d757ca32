package org.ordercast.engine.log;

import java.nio.ByteBuffer;

/** Makes messages for tests. */
final class Order {

    private Order() {}

    /** A batch of one message, whose only byte is its sequence. */
    static LogRecord.Batch message(int sequence) {
        ByteBuffer messages = ByteBuffer.allocate(Integer.BYTES + 1)
                .putInt(1)
                .put((byte) sequence)
                .flip();
        return new LogRecord.Batch(new OrderedBatch(1, sequence, "alpha", 7, sequence, 1, messages), sequence);
    }
}
