package org.ordercast.sample.measure;

/**
 * What was measured in one interval. Latencies are in microseconds, from submission at some server to application here.
 *
 * @param count how many commands were applied
 * @param median the latency that half of them did not exceed
 * @param high the latency that 99 of 100 did not exceed
 * @param max the longest latency
 */
public record Interval(long count, long median, long high, long max) {}
