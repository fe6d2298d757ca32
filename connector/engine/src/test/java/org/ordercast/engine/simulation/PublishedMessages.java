package org.ordercast.engine.simulation;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.membership.MemberIdentity;

/** Every message that a protocol took from its publishers, to compare what is delivered with. */
final class PublishedMessages {

    private final Map<MessageName, byte[]> payloads = new HashMap<>();

    /** Keeps a message that a protocol took. */
    void add(MessageName message, byte[] payload) {
        payloads.put(message, payload.clone());
    }

    /** Whether a message was published. */
    boolean contains(MessageName message) {
        return payloads.containsKey(message);
    }

    /** Requires each message of a batch to be one that was published, byte by byte. */
    void check(MemberIdentity reader, OrderedBatch batch) {
        ByteBuffer messages = batch.messages().duplicate().rewind();
        for (int i = 0; i < batch.count(); i++) {
            MessageName message =
                    new MessageName(batch.publisher(), batch.incarnation(), batch.firstPublisherSequence() + i);
            byte[] published = payloads.get(message);
            if (published == null) {
                throw wrong(reader, batch, message, "was never published");
            }
            int length = messages.remaining() < Integer.BYTES ? -1 : messages.getInt();
            if (length != published.length || messages.remaining() < length) {
                throw wrong(
                        reader,
                        batch,
                        message,
                        "has length " + length + " with " + messages.remaining() + " bytes left in its batch, and was"
                                + " published with " + published.length);
            }
            ByteBuffer payload = messages.slice(messages.position(), length);
            int difference = payload.mismatch(ByteBuffer.wrap(published));
            if (difference >= 0) {
                throw wrong(reader, batch, message, "differs from what was published at byte " + difference);
            }
            messages.position(messages.position() + length);
        }
        if (messages.hasRemaining()) {
            throw new InvariantViolation(
                    Invariant.INTEGRITY,
                    reader.id() + " has a batch at sequence " + batch.firstSequence() + " with " + messages.remaining()
                            + " bytes after its last message");
        }
    }

    /** Requires a message to be one that was published, byte by byte. */
    void check(MemberIdentity reader, MessageName message, ByteBuffer payload) {
        byte[] published = payloads.get(message);
        if (published == null || !payload.equals(ByteBuffer.wrap(published))) {
            throw new InvariantViolation(
                    Invariant.INTEGRITY,
                    reader.id() + " gives " + message + " with " + payload.remaining() + " bytes to a reader, which "
                            + (published == null ? "was never published" : "is not what was published"));
        }
    }

    private static InvariantViolation wrong(
            MemberIdentity reader, OrderedBatch batch, MessageName message, String what) {
        return new InvariantViolation(
                Invariant.INTEGRITY,
                reader.id() + " has " + message + ", in the batch at sequence " + batch.firstSequence() + ", which "
                        + what);
    }
}
