package org.ordercast;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A message to be published: a destination, an optional key, optional properties and a payload. Immutable.
 *
 * <pre>{@code
 * connection.send(Message.to("orders").key("ACME").text("BUY 100 @ 12.50"));
 * }</pre>
 */
public final class Message {

    /** The longest destination, key, property name or property value, in UTF-8 bytes. */
    public static final int MAX_TEXT_BYTES = 65_535;

    private final String destination;
    private final Optional<String> key;
    private final Map<String, String> properties;
    private final byte[] payload;

    private Message(Builder builder, byte[] payload) {
        this.destination = builder.destination;
        this.key = builder.key;
        this.properties = Map.copyOf(builder.properties);
        this.payload = payload;
    }

    /**
     * Begins a message.
     *
     * @param destination the destination within the group, not empty, at most {@value #MAX_TEXT_BYTES} UTF-8 bytes
     * @return a builder, whose payload methods end it
     * @throws IllegalArgumentException if the destination is empty or too long
     */
    public static Builder to(String destination) {
        return new Builder(destination);
    }

    /**
     * The destination within the group.
     *
     * @return the destination
     */
    public String destination() {
        return destination;
    }

    /**
     * The key, for subscriptions that deliver in parallel across keys.
     *
     * @return the key, or empty
     */
    public Optional<String> key() {
        return key;
    }

    /**
     * The properties.
     *
     * @return an unmodifiable map
     */
    public Map<String, String> properties() {
        return properties;
    }

    /**
     * A copy of the payload.
     *
     * @return a new array that the caller owns
     */
    public byte[] payload() {
        return payload.clone();
    }

    /**
     * The payload without a copy.
     *
     * @return a read-only buffer of its own over the payload, from position 0 to its limit
     */
    public ByteBuffer payloadBuffer() {
        return ByteBuffer.wrap(payload).asReadOnlyBuffer();
    }

    /**
     * The length of the payload.
     *
     * @return the payload's length in bytes
     */
    public int payloadLength() {
        return payload.length;
    }

    @Override
    public String toString() {
        return "Message[to " + destination + key.map(k -> ", key " + k).orElse("") + ", " + payload.length + " bytes]";
    }

    /** Collects what belongs to a message. Not safe for use by several threads. */
    public static final class Builder {

        private final String destination;
        private final Map<String, String> properties = new LinkedHashMap<>();
        private Optional<String> key = Optional.empty();

        private Builder(String destination) {
            this.destination = checkText("destination", destination);
            if (destination.isEmpty()) {
                throw new IllegalArgumentException("destination: an empty one is not allowed");
            }
        }

        /**
         * Sets the key.
         *
         * @param newKey the key, at most {@value Message#MAX_TEXT_BYTES} UTF-8 bytes
         * @return this builder
         * @throws IllegalArgumentException if the key is too long
         */
        public Builder key(String newKey) {
            this.key = Optional.of(checkText("key", newKey));
            return this;
        }

        /**
         * Adds a property, replacing one of the same name.
         *
         * @param name the name, not empty
         * @param value the value
         * @return this builder
         * @throws IllegalArgumentException if the name is empty, or either is longer than
         *     {@value Message#MAX_TEXT_BYTES} UTF-8 bytes, or there are more than {@value Message#MAX_TEXT_BYTES}
         */
        public Builder property(String name, String value) {
            if (checkText("property name", name).isEmpty()) {
                throw new IllegalArgumentException("property name: an empty one is not allowed");
            }
            properties.put(name, checkText("property " + name, value));
            if (properties.size() > MAX_TEXT_BYTES) {
                throw new IllegalArgumentException(
                        "properties: " + properties.size() + " are too many; at most " + MAX_TEXT_BYTES);
            }
            return this;
        }

        /**
         * Ends the message with a binary payload.
         *
         * @param payload the payload, copied; it may be empty
         * @return the message
         */
        public Message payload(byte[] payload) {
            return new Message(this, payload.clone());
        }

        /**
         * Ends the message with a text payload, encoded as UTF-8.
         *
         * @param text the payload; it may be empty
         * @return the message
         */
        public Message text(String text) {
            return new Message(this, text.getBytes(StandardCharsets.UTF_8));
        }

        private static String checkText(String what, String value) {
            Objects.requireNonNull(value, what);
            if (value.length() > MAX_TEXT_BYTES / 3 && value.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT_BYTES) {
                throw new IllegalArgumentException(what + ": " + value.length() + " characters are too long; at most "
                        + MAX_TEXT_BYTES + " bytes");
            }
            return value;
        }
    }
}
