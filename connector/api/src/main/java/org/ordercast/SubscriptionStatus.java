package org.ordercast;

/**
 * A subscription of this server.
 *
 * @param name the subscription's name
 * @param destination the destination it receives, or {@code *} for all
 * @param state what it is doing
 * @param position the last sequence it is done with
 * @param lag how many sequences of the group it has still to look at
 * @param delivered how many messages its bean accepted
 * @param failed how many deliveries its bean refused
 * @param skipped how many messages were skipped after the last attempt
 */
public record SubscriptionStatus(
        String name,
        String destination,
        SubscriptionState state,
        long position,
        long lag,
        long delivered,
        long failed,
        long skipped) {}
