package org.ordercast.adapter.group;

import org.ordercast.SubscriptionStatus;

/** A subscription as its operators see and steer it. Safe for use by several threads. */
public interface ManagedSubscription {

    /**
     * The subscription's name, which no other one of the same member has.
     *
     * @return the name
     */
    String name();

    /**
     * What the subscription is doing.
     *
     * @return a snapshot
     */
    SubscriptionStatus status();

    /**
     * Why the subscription is in its state.
     *
     * @return one sentence for its operator
     */
    String reason();

    /**
     * How many ordered messages were no envelopes.
     *
     * @return a count that only grows
     */
    long malformed();

    /** Holds delivery after the message it is at. A subscription that is stopped stays so. */
    void pause();

    /** Goes on, with the message that could not be handled if there is one. */
    void resume();
}
