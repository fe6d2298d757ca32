package org.ordercast.sample.ordered;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.ordercast.OrdercastException;
import org.ordercast.OrderedGroup;
import org.ordercast.OrderedMessage;
import org.ordercast.SubscriptionStatus;
import org.ordercast.sample.measure.Meter;
import org.ordercast.sample.publish.Submitter;
import org.ordercast.sample.replica.Delivered;
import org.ordercast.sample.replica.Replica;
import org.ordercast.sample.wire.Content;

/** What happens to each delivered message, and the delivery's switches. Safe for use by several threads. */
public class Delivery {

    /** The name of this application's subscription. */
    public static final String SUBSCRIPTION = "orderbook";

    private final Replica replica;
    private final Meter meter;
    private final SlowBean slowBean;
    private final OrderedGroup group;
    private final Clock clock;
    private final Consumer<Content.Snapshot> answers;

    /**
     * Creates the delivery of a server.
     *
     * @param replica takes each message
     * @param meter counts each message
     * @param slowBean delays each message, if so set
     * @param group steers the subscription
     * @param clock tells how long messages took
     * @param answers takes the snapshots that other replicas asked this server for; must not block
     */
    public Delivery(
            Replica replica,
            Meter meter,
            SlowBean slowBean,
            OrderedGroup group,
            Clock clock,
            Consumer<Content.Snapshot> answers) {
        this.replica = replica;
        this.meter = meter;
        this.slowBean = slowBean;
        this.group = group;
        this.clock = clock;
        this.answers = answers;
    }

    /**
     * Takes a message that was delivered.
     *
     * @param message the message
     */
    void deliver(OrderedMessage message) {
        slowBean.dawdle();
        Delivered delivered = replica.deliver(message.sequence(), message.payload());
        delivered
                .submission()
                .ifPresent(submission -> meter.record(Submitter.micros(clock.instant()) - submission.submittedAt()));
        delivered.answer().ifPresent(answers);
    }

    /**
     * Holds this server's delivery, or lets it go on.
     *
     * @param paused whether to hold it
     * @throws OrdercastException if there is no subscription on this server
     */
    public void pause(boolean paused) throws OrdercastException {
        if (paused) {
            group.pause(SUBSCRIPTION);
        } else {
            group.resume(SUBSCRIPTION);
        }
    }

    /**
     * What the subscription is doing.
     *
     * @return its status, or empty while the server has not activated the bean
     */
    public Optional<SubscriptionStatus> status() {
        return group.subscriptions().stream()
                .filter(subscription -> subscription.name().equals(SUBSCRIPTION))
                .findFirst();
    }
}
