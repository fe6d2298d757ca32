package org.ordercast.adapter.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.ordercast.OrderedMessage;
import org.ordercast.PublisherId;
import org.ordercast.engine.Delivery;

/** A message as a bean gets it. Immutable; it shares the engine's bytes, which never change. */
public final class ReceivedMessage implements OrderedMessage {

    private final String group;
    private final Delivery delivery;
    private final Envelope envelope;
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
        this.delivery = delivery;
        this.envelope = envelope;
        this.deliveryCount = deliveryCount;
    }

    @Override
    public String group() {
        return group;
    }

    @Override
    public long sequence() {
        return delivery.sequence();
    }

    @Override
    public long epoch() {
        return delivery.epoch();
    }

    @Override
    public PublisherId publisher() {
        return new PublisherId(delivery.publisher(), delivery.incarnation());
    }

    @Override
    public long publisherSequence() {
        return delivery.publisherSequence();
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
        return envelope.body().remaining();
    }

    @Override
    public byte[] payload() {
        ByteBuffer body = payloadBuffer();
        byte[] copy = new byte[body.remaining()];
        body.get(copy);
        return copy;
    }

    @Override
    public ByteBuffer payloadBuffer() {
        return envelope.body().duplicate();
    }

    @Override
    public String text() {
        return new String(payload(), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "OrderedMessage[" + group + " " + sequence() + ", to " + destination()
                + key().map(k -> ", key " + k).orElse("") + ", " + payloadLength() + " bytes, from " + publisher()
                + ", delivery " + deliveryCount + "]";
    }
}
