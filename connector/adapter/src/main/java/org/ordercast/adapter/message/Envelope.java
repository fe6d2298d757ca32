package org.ordercast.adapter.message;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What an application sent, as it is read from the payload of an ordered message.
 *
 * @param publishedAt when it was published, by the publisher's clock
 * @param destination the destination within the group, never empty
 * @param key the key, or empty where the sender set none
 * @param properties the properties, unmodifiable
 * @param body a read-only buffer over the application's payload, valid as long as what it was read from
 */
public record Envelope(
        Instant publishedAt,
        String destination,
        Optional<String> key,
        Map<String, String> properties,
        ByteBuffer body) {}
