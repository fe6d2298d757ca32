package org.ordercast;

/** What a subscription is doing. */
public enum SubscriptionState {

    /** Waiting for the application server to offer an endpoint. */
    STARTING,

    /** Delivering messages as they come. */
    DELIVERING,

    /** Held by an operator. */
    PAUSED,

    /** Stopped at a message that its bean could not handle, or at a gap; the server's log says which. */
    STOPPED
}
