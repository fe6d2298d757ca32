package org.ordercast.arquillian.calls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.ordercast.OrderedMessage;
import org.ordercast.PublisherId;
import org.ordercast.arquillian.rates.Content;

/** A message that nobody sent. */
final class CallMessage implements OrderedMessage {

    private static final PublisherId NOBODY = new PublisherId("nobody", 1);

    private final Calls calls;
    private final long number;
    private final byte[] content;

    CallMessage(Calls calls, long number) {
        this.calls = calls;
        this.number = number;
        this.content = Content.of(number, calls.bytes());
    }

    @Override
    public String group() {
        return "calls";
    }

    @Override
    public long sequence() {
        return number;
    }

    @Override
    public long epoch() {
        return 1;
    }

    @Override
    public PublisherId publisher() {
        return NOBODY;
    }

    @Override
    public long publisherSequence() {
        return number;
    }

    @Override
    public String destination() {
        return calls.load();
    }

    @Override
    public Optional<String> key() {
        return Optional.empty();
    }

    @Override
    public Map<String, String> properties() {
        return Map.of();
    }

    @Override
    public Instant publishedAt() {
        return Instant.EPOCH;
    }

    @Override
    public int deliveryCount() {
        return 1;
    }

    @Override
    public int payloadLength() {
        return content.length;
    }

    @Override
    public byte[] payload() {
        return content.clone();
    }

    @Override
    public ByteBuffer payloadBuffer() {
        return ByteBuffer.wrap(content).asReadOnlyBuffer();
    }

    @Override
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }
}
