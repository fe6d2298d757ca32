package org.ordercast;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A message at its place in the total order of its group. Immutable and safe for use by several threads. */
public interface OrderedMessage {

    /**
     * The group whose order this message is part of.
     *
     * @return the group's name
     */
    String group();

    /**
     * The message's place in the total order of its group: 1, 2, 3 … without gaps across all destinations. A
     * subscription to one destination sees an ascending part of these numbers.
     *
     * @return the sequence, at least 1
     */
    long sequence();

    /**
     * The term of the sequencer that ordered this message; it never decreases along the order.
     *
     * @return the epoch, at least 1
     */
    long epoch();

    /**
     * The source that published this message.
     *
     * @return the publisher
     */
    PublisherId publisher();

    /**
     * The message's number among those of its publisher: 1, 2, 3 … without gaps. Together with {@link #publisher()} it
     * names the message for ever, whatever happens to servers in between.
     *
     * @return the publisher's own sequence, at least 1
     */
    long publisherSequence();

    /**
     * The destination within the group that the message was sent to.
     *
     * @return the destination
     */
    String destination();

    /**
     * The key that the sender attached, for example the identity of the entity that the message is about.
     *
     * @return the key, or empty where the sender set none
     */
    Optional<String> key();

    /**
     * The properties that the sender attached.
     *
     * @return an unmodifiable map, empty where the sender set none
     */
    Map<String, String> properties();

    /**
     * When the message was published, by the publisher's clock, in a resolution of microseconds.
     *
     * @return the publisher's time of sending
     */
    Instant publishedAt();

    /**
     * How many times this message was handed to this subscription, this time included.
     *
     * @return 1 at the first delivery, more at redeliveries
     */
    int deliveryCount();

    /**
     * The length of the payload.
     *
     * @return the payload's length in bytes, 0 or more
     */
    int payloadLength();

    /**
     * A copy of the payload.
     *
     * @return a new array that the caller owns
     */
    byte[] payload();

    /**
     * The payload without a copy.
     *
     * @return a read-only buffer of its own over the payload, from position 0 to its limit
     */
    ByteBuffer payloadBuffer();

    /**
     * The payload as UTF-8 text; malformed bytes become U+FFFD.
     *
     * @return the payload as text
     */
    String text();
}
