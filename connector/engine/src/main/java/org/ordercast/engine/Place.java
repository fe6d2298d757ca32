package org.ordercast.engine;

/**
 * Where a published message stands in the order.
 *
 * @param sequence its place in the total order of the group, at least 1
 * @param epoch the epoch in which it was ordered, at least 1
 */
public record Place(long sequence, long epoch) {}
