package org.ordercast.sample.ordered;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.ordercast.MemberState;
import org.ordercast.MemberStatus;
import org.ordercast.OrderedGroup;
import org.ordercast.SubscriptionStatus;
import org.ordercast.sample.replica.Replica;
import org.ordercast.sample.replica.ReplicaState;
import org.ordercast.sample.wire.Content;

/**
 * Brings this server's replica up when it came late. Tells the replica where in the order it begins, and while it lacks
 * the book asks one member after the other for a snapshot. {@link #tick()} is called by one thread at a time;
 * {@link #asked()} by any.
 */
public final class CatchUp {

    /** How often {@link #tick()} is to be called, in milliseconds. */
    public static final int TICK_MILLIS = 200;

    /** How many ticks a member that was asked has for its answer before the next one is asked. */
    static final int PATIENCE_TICKS = 10;

    private final Replica replica;
    private final OrderedGroup group;
    private final Announcer announcer;
    private final AtomicInteger asked = new AtomicInteger();
    private int patience;

    /**
     * Creates the catch-up of a server.
     *
     * @param replica this server's replica
     * @param group tells where the subscription begins, and who can be asked
     * @param announcer publishes the requests
     */
    public CatchUp(Replica replica, OrderedGroup group, Announcer announcer) {
        this.replica = replica;
        this.group = group;
        this.announcer = announcer;
    }

    /** Does what is due. */
    public void tick() {
        if (replica.state() == ReplicaState.FRESH && joined()) {
            beginning().ifPresent(replica::beginAfter);
        }
        if (replica.state() != ReplicaState.CATCHING_UP) {
            patience = 0;
        } else if (patience > 0) {
            patience--;
        } else {
            ask();
        }
    }

    /**
     * How many members were asked for a snapshot.
     *
     * @return the number of requests since this server's start
     */
    public int asked() {
        return asked.get();
    }

    private boolean joined() {
        MemberState state = group.state();
        return state == MemberState.FOLLOWING || state == MemberState.SEQUENCING;
    }

    private Optional<Long> beginning() {
        return group.subscriptions().stream()
                .filter(subscription -> subscription.name().equals(Delivery.SUBSCRIPTION))
                .map(SubscriptionStatus::position)
                .findFirst();
    }

    private void ask() {
        List<String> others = group.members().stream()
                .map(MemberStatus::id)
                .filter(id -> !id.equals(group.memberId()))
                .sorted()
                .toList();
        if (others.isEmpty()) {
            return;
        }
        String responder = others.get(asked.getAndIncrement() % others.size());
        patience = PATIENCE_TICKS;
        announcer.announce(new Content.SnapshotRequest(responder));
    }
}
