package org.ordercast.engine.log;

/**
 * Sequences that the log has let go of before the reader came to them.
 *
 * @param first the first of them
 * @param last the last of them, at least {@code first}
 */
public record Deleted(long first, long last) implements LogItem {}
