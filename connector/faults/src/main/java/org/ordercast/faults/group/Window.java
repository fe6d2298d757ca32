package org.ordercast.faults.group;

/**
 * When a fault began and when it ended, on the machine's monotonic clock in nanoseconds.
 *
 * @param begun when it began
 * @param ended when everything was whole again: healed, going on, or started anew
 */
public record Window(long begun, long ended) {}
