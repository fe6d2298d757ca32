package org.ordercast;

/**
 * Where a sent message stands in the total order.
 *
 * @param sequence the message's place in the order of its group, at least 1
 * @param epoch the epoch in which it was ordered, at least 1
 */
public record Receipt(long sequence, long epoch) {}
