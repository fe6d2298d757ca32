package org.ordercast.engine.log.segment;

/**
 * A segment that was deleted because the log keeps no more.
 *
 * @param segment its file
 * @param first the first sequence that it held
 * @param last the last sequence that it held
 * @param bytes how many bytes are free now
 */
public record Dropped(String segment, long first, long last, long bytes) {}
