package org.ordercast.adapter.administration;

import org.ordercast.adapter.group.ManagedSubscription;

/** Shows and steers a subscription. */
final class SubscriptionBean implements SubscriptionMXBean {

    private final ManagedSubscription subscription;

    SubscriptionBean(ManagedSubscription subscription) {
        this.subscription = subscription;
    }

    @Override
    public String getName() {
        return subscription.name();
    }

    @Override
    public String getDestination() {
        return subscription.status().destination();
    }

    @Override
    public String getState() {
        return subscription.status().state().name();
    }

    @Override
    public String getReason() {
        return subscription.reason();
    }

    @Override
    public long getPosition() {
        return subscription.status().position();
    }

    @Override
    public long getLag() {
        return subscription.status().lag();
    }

    @Override
    public long getDelivered() {
        return subscription.status().delivered();
    }

    @Override
    public long getFailed() {
        return subscription.status().failed();
    }

    @Override
    public long getSkipped() {
        return subscription.status().skipped();
    }

    @Override
    public long getMalformed() {
        return subscription.malformed();
    }

    @Override
    public void pause() {
        subscription.pause();
    }

    @Override
    public void resume() {
        subscription.resume();
    }
}
