package org.ordercast.arquillian.application;

import static org.ordercast.arquillian.application.Eventually.eventually;

import org.ordercast.OrderedGroup;
import org.ordercast.SubscriptionState;
import org.ordercast.SubscriptionStatus;

/** Watches the subscriptions of a server. */
public final class Subscriptions {

    private Subscriptions() {}

    /** What a subscription is doing. */
    public static SubscriptionStatus status(OrderedGroup group, String name) {
        return group.subscriptions().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no subscription " + name + " among " + group.subscriptions()));
    }

    /** Waits until a subscription has come into a state. */
    public static SubscriptionStatus await(OrderedGroup group, String name, SubscriptionState state) {
        eventually(
                () -> name + " is " + state + ": " + status(group, name),
                () -> status(group, name).state() == state);
        return status(group, name);
    }

    /** Waits until a subscription is done with a sequence. */
    public static void awaitDone(OrderedGroup group, String name, long sequence) {
        eventually(
                () -> name + " is done with " + sequence + ": " + status(group, name),
                () -> status(group, name).position() >= sequence);
    }

    /** Waits until all subscriptions are done with a sequence. */
    public static void awaitAllDone(OrderedGroup group, long sequence) {
        group.subscriptions().forEach(each -> awaitDone(group, each.name(), sequence));
    }
}
