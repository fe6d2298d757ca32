package org.ordercast.engine;

import java.nio.ByteBuffer;

/**
 * A message at its place in the order.
 *
 * @param sequence its place in the total order of the group, at least 1
 * @param epoch the epoch in which it was ordered
 * @param publisher the id of the member that published it
 * @param incarnation that member's life
 * @param publisherSequence its number among the messages of that publisher, at least 1
 * @param payload a read-only buffer over the payload; the bytes behind it never change
 */
public record Delivery(
        long sequence, long epoch, String publisher, long incarnation, long publisherSequence, ByteBuffer payload) {}
