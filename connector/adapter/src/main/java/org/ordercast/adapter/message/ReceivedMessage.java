package org.ordercast.adapter.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.ordercast.OrderedMessage;
import org.ordercast.PublisherId;
import org.ordercast.engine.Delivery;

/** A message as a bean gets it. Immutable: it has a copy of all that a delivery is valid for only until the next one. */
public final class ReceivedMessage implements OrderedMessage {

    private final String group;
    private final long sequence;
    private final long epoch;
    private final PublisherId publisher;
    private final long publisherSequence;
    private final Envelope envelope;
    private final byte[] payload;
    private final int deliveryCount;

    /**
     * Creates the message for one delivery.
     *
     * @param group the group's name
     * @param delivery the message's place in the order
     * @param envelope what the application sent
     * @param deliveryCount how many times the message is handed over, this time included
     */
    public ReceivedMessage(String group, Delivery delivery, Envelope envelope, int deliveryCount) {
        this.group = group;
        this.sequence = delivery.sequence();
        this.epoch = delivery.epoch();
        this.publisher = new PublisherId(delivery.publisher(), delivery.incarnation());
        this.publisherSequence = delivery.publisherSequence();
        this.envelope = envelope;
        this.payload = new byte[envelope.body().remaining()];
        envelope.body().duplicate().get(payload);
        this.deliveryCount = deliveryCount;
    }

    @Override
    public String group() {
        return group;
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public PublisherId publisher() {
        return publisher;
    }

    @Override
    public long publisherSequence() {
        return publisherSequence;
    }

    @Override
    public String destination() {
        return envelope.destination();
    }

    @Override
    public Optional<String> key() {
        return envelope.key();
    }

    @Override
    public Map<String, String> properties() {
        return envelope.properties();
    }

    @Override
    public Instant publishedAt() {
        return envelope.publishedAt();
    }

    @Override
    public int deliveryCount() {
        return deliveryCount;
    }

    @Override
    public int payloadLength() {
        return payload.length;
    }

    @Override
    public byte[] payload() {
        return payload.clone();
    }

    @Override
    public ByteBuffer payloadBuffer() {
        return ByteBuffer.wrap(payload).asReadOnlyBuffer();
    }

    @Override
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "OrderedMessage[" + group + " " + sequence() + ", to " + destination()
                + key().map(k -> ", key " + k).orElse("") + ", " + payloadLength() + " bytes, from " + publisher()
                + ", delivery " + deliveryCount + "]";
    }
}
