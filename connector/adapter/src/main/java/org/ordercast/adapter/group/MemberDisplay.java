package org.ordercast.adapter.group;

import org.ordercast.engine.Member;

/** Shows a member and its subscriptions to operators, from the member's start to its end. Called by one thread at a time. */
public interface MemberDisplay extends AutoCloseable {

    /** Opens the display of a member that has just started. */
    @FunctionalInterface
    interface Opener {

        /**
         * Opens a display.
         *
         * @param member the member
         * @return its display
         */
        MemberDisplay open(Member member);
    }

    /**
     * Adds a subscription.
     *
     * @param subscription the subscription
     */
    void show(ManagedSubscription subscription);

    /**
     * Takes a subscription away.
     *
     * @param subscription a subscription that is shown
     */
    void hide(ManagedSubscription subscription);

    /** Takes away everything that is shown. */
    @Override
    void close();
}
