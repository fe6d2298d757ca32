package org.ordercast.engine.log.segment;

/**
 * How far the order has come with one publisher.
 *
 * @param member the publisher's member id
 * @param incarnation its newest life
 * @param last the number of its last ordered message, 0 for none
 */
public record PublisherPosition(String member, long incarnation, long last) {}
