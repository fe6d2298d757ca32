package org.ordercast.sample.ordered;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.ordercast.MemberState;
import org.ordercast.MemberStatus;
import org.ordercast.OrdercastException;
import org.ordercast.OrderedConnection;
import org.ordercast.OrderedConnectionFactory;
import org.ordercast.OrderedGroup;
import org.ordercast.SubscriptionStatus;
import org.ordercast.sample.publish.Submitter;
import org.ordercast.sample.replica.Replica;
import org.ordercast.sample.replica.ReplicaState;
import org.ordercast.sample.wire.Content;

/**
 * Brings this server's replica up when it came late, and helps others to. Tells the replica where in the order it
 * begins, and while it lacks the book asks one member after the other for a snapshot. {@link #tick()} is called by one
 * thread at a time; {@link #answer} by any.
 */
public final class CatchUp {

    /** How often {@link #tick()} is to be called, in milliseconds. */
    public static final int TICK_MILLIS = 200;

    /** How many ticks a member that was asked has for its answer before the next one is asked. */
    static final int PATIENCE_TICKS = 10;

    private static final Logger LOG = Logger.getLogger(CatchUp.class.getName());

    private final Replica replica;
    private final OrderedGroup group;
    private final OrderedConnectionFactory factory;
    private final Submitter submitter;
    private final Executor executor;
    private int patience;
    private final AtomicInteger asked = new AtomicInteger();

    /**
     * Creates the catch-up of a server.
     *
     * @param replica this server's replica
     * @param group tells where the subscription begins, and who can be asked
     * @param factory gives connections to the group
     * @param submitter publishes requests and snapshots
     * @param executor publishes answers, off the delivering thread
     */
    public CatchUp(
            Replica replica,
            OrderedGroup group,
            OrderedConnectionFactory factory,
            Submitter submitter,
            Executor executor) {
        this.replica = replica;
        this.group = group;
        this.factory = factory;
        this.submitter = submitter;
        this.executor = executor;
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

    /**
     * Publishes the snapshot that another replica asked this one for.
     *
     * @param snapshot the snapshot
     */
    public void answer(Content.Snapshot snapshot) {
        executor.execute(() -> publish(snapshot, "a snapshot as of sequence " + snapshot.position()));
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
        publish(new Content.SnapshotRequest(responder), "a request for a snapshot from " + responder);
    }

    private void publish(Content content, String what) {
        try (OrderedConnection connection = factory.getConnection()) {
            submitter.publish(connection, content);
        } catch (OrdercastException failure) {
            // The asking replica asks again, and then another member: nothing is lost but time.
            LOG.log(Level.WARNING, failure, () -> "Server " + group.memberId() + " could not publish " + what);
        }
    }
}
