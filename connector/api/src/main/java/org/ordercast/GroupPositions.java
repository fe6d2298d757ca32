package org.ordercast;

/**
 * How far the order has come, as one member knows it. Each position is a sequence, 0 before the first message.
 *
 * @param epoch the current epoch, 0 before the first
 * @param ordered the last sequence this member has received without a gap
 * @param committed the last sequence that is safe across the sequencer's death
 * @param stable the last sequence that every required member holds
 * @param digest the running digest of the order at {@code ordered}; equal wherever {@code ordered} is equal
 */
public record GroupPositions(long epoch, long ordered, long committed, long stable, long digest) {}
