package org.ordercast.sample.wire;

/**
 * What one server tells all: the payload of one message.
 *
 * @param server the submitting server's id, at most 255 UTF-8 bytes
 * @param submittedAt when it was submitted, by that server's clock, in microseconds since 1970
 * @param content what it is about
 */
public record Submission(String server, long submittedAt, Content content) {}
