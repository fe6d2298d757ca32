package org.ordercast.engine.member;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ordercast.engine.Counter;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FramePool;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.log.OrderedLog;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.ordering.OrderListener;
import org.ordercast.engine.ordering.OrderState;
import org.ordercast.engine.ordering.Sequencer;
import org.ordercast.engine.protocol.Counters;
import org.ordercast.engine.protocol.DatagramSender;
import org.ordercast.engine.protocol.FetchListener;
import org.ordercast.engine.protocol.FrameGate;
import org.ordercast.engine.protocol.LogFetcher;
import org.ordercast.engine.protocol.MemberContext;
import org.ordercast.engine.protocol.ProtocolEvents;
import org.ordercast.engine.protocol.PublicationQueue;
import org.ordercast.engine.publishing.OwnMessages;

/**
 * One member of a group as a pure state machine: what the driver hears, reads from its clock and is asked to publish
 * goes in; what it is to send, append and tell comes out through the interfaces given at construction, during the call.
 * The same inputs give the same outputs.
 *
 * <p>A member has one {@link Role} at a time: it is {@link Seeking} its group, {@link Following} a sequencer, or
 * {@link Sequencing}. This class holds what outlives a role: the order so far, and the member's own messages.
 *
 * <p>For one thread. Times are nanoseconds of a clock that never goes back, from any origin.
 */
public final class MemberProtocol implements FetchListener {

    private final MemberContext context;
    private final FrameDispatcher dispatcher;
    private final OwnMessages own;
    private final OrderState order;
    private final Transitions transitions = new RoleChange();

    private Role role = Role.NONE;
    private MemberState state = MemberState.STOPPED;

    /** Whether what the log says of its end lacked something when this member started. */
    private boolean lacking;

    private String reason = "not started";

    /**
     * Creates a member that does nothing until {@link #start}.
     *
     * @param settings how the member and its group are set up
     * @param self this member in this life
     * @param maxDatagramSize the largest datagram to send, in bytes, without the tag that a sealing sender adds
     * @param random where random delays come from
     * @param frames memory for frames that are kept, for this member alone
     * @param gate decides which datagrams come in
     * @param sender sends datagrams
     * @param publications the messages that wait to be published
     * @param log where the order goes
     * @param fetcher fetches what other members' logs hold
     * @param events what the operator is told
     * @param counters what is counted
     */
    public MemberProtocol(
            GroupSettings settings,
            MemberIdentity self,
            int maxDatagramSize,
            RandomGenerator random,
            FramePool frames,
            FrameGate gate,
            DatagramSender sender,
            PublicationQueue publications,
            OrderedLog log,
            LogFetcher fetcher,
            ProtocolEvents events,
            Counters counters) {
        this.context = new MemberContext(
                settings,
                self,
                FrameHeader.groupId(settings.group()),
                maxDatagramSize,
                random,
                frames,
                sender,
                log,
                fetcher,
                events,
                counters);
        this.dispatcher = new FrameDispatcher(context, gate);
        this.own = new OwnMessages(self.incarnation(), publications);
        this.order = new OrderState(new OrderOutput());
    }

    /**
     * Starts to look for the group, or goes on where the log says that this member's last life ended.
     *
     * @param now the time
     */
    public void start(long now) {
        LogState last = context.log().state();
        if (last.epoch() == 0) {
            transitions.seek("listens for a sequencer", now);
            return;
        }
        lacking = !context.log().isWhole();
        resume(last, now);
    }

    /** Goes on where the log ends, in the role in which it ends. */
    private void resume(LogState last, long now) {
        order.resume(last);
        if (last.sequencer().equals(context.self().id())) {
            role = new Recovering(context, transitions, order, last, now);
            transitions.become(MemberState.RECOVERING, "was the sequencer of epoch " + last.epoch());
        } else {
            transitions.await(
                    "took part in epoch " + last.epoch() + " of sequencer '" + last.sequencer() + "', and waits for it",
                    now);
        }
    }

    /**
     * Takes a datagram, whoever sent it: what is not valid is counted and dropped.
     *
     * @param datagram the datagram, from its position to its limit; used only during the call
     * @param now the time
     */
    public void onDatagram(ByteBuffer datagram, long now) {
        if (role != Role.NONE) {
            dispatcher.dispatch(datagram, role, now);
        }
    }

    @Override
    public void onFetched(LogRecord record, long now) {
        role.onFetched(record, now);
    }

    @Override
    public void onFetchEnded(boolean complete, long now) {
        role.onFetchEnded(complete, now);
    }

    /**
     * Says that the log has room again after it had none.
     *
     * @param now the time
     */
    public void onLogRoom(long now) {
        role.onLogRoom(now);
    }

    /**
     * Does what has become due, and sends what was held back to fill frames. Call it when for now there is no more to
     * read: after a run of datagrams, when publications wait, and when {@link #nextTimer} is due.
     *
     * @param now the time
     */
    public void onTurnEnd(long now) {
        role.onTurnEnd(now);
        if (lacking && context.log().isWhole()) {
            lacking = false;
            if (state == MemberState.RECOVERING || state == MemberState.WAITING) {
                // The view, or the epoch, in which it goes on may be what was damaged.
                role.leave(now);
                resume(context.log().state(), now);
            }
        }
    }

    /**
     * When {@link #onTurnEnd} wants to be called, at the latest.
     *
     * @return a time, in the past if it is due
     */
    public long nextTimer() {
        return role.deadline();
    }

    /**
     * Leaves the group: says so, and fails what is not complete.
     *
     * @param now the time
     */
    public void leave(long now) {
        if (role != Role.NONE) {
            role.leave(now);
            end(MemberState.STOPPED, "left the group");
        }
    }

    /**
     * What the member is doing and knows of its group.
     *
     * @return a snapshot
     */
    public GroupSnapshot snapshot() {
        MemberIdentity sequencer = role.sequencer();
        return new GroupSnapshot(
                state,
                reason,
                order.epoch(),
                Optional.ofNullable(sequencer).map(MemberIdentity::id),
                order.view().identities().stream()
                        .map(member -> new GroupSnapshot.ViewMember(
                                member.id(),
                                member.incarnation(),
                                member.endpoint().toString(),
                                member.equals(sequencer),
                                role.acknowledged(member)))
                        .toList(),
                order.sequence(),
                Math.min(order.sequence(), order.committed()),
                Math.min(order.sequence(), order.stable()),
                order.digest());
    }

    private void end(MemberState last, String why) {
        role = Role.NONE;
        transitions.become(last, why);
        own.fail(why);
    }

    /** Moves the member from role to role, and from state to state: nothing else does. */
    private final class RoleChange implements Transitions {

        @Override
        public void become(MemberState next, String why) {
            reason = why;
            if (next != state) {
                MemberState before = state;
                state = next;
                context.events().stateChanged(before, next, why);
            }
        }

        @Override
        public void seek(String why, long now) {
            role = new Seeking(context, this, now);
            become(MemberState.DISCOVERING, why);
        }

        @Override
        public void lead(String why, long now) {
            if (!order.isBound()) {
                order.standAt(LogState.EMPTY);
                context.log().begin(LogState.EMPTY);
            }
            order.beginNext(context.self());
            role = new Sequencing(context, this, order, new Sequencer(context, order, own, now));
            become(MemberState.SEQUENCING, why);
        }

        @Override
        public void follow(WelcomeFrame welcome, long now) {
            role = new Following(context, this, order, own, now);
            role.onWelcome(welcome, now);
        }

        @Override
        public void await(String why, long now) {
            role = new Following(context, this, order, own, now);
            become(MemberState.WAITING, why);
        }

        @Override
        public void fail(String why) {
            end(MemberState.FAILED, why);
        }
    }

    /** What the order says, on its way to the log, to this member's publishers and to its role. */
    private final class OrderOutput implements OrderListener {

        @Override
        public boolean canBeOrdered(long publisher, long last) {
            return publisher != context.self().incarnation() || own.canBeOrdered(last);
        }

        @Override
        public void onContent(long publisher, int bytes) {
            if (publisher == context.self().incarnation()) {
                role.onOwnContent(bytes);
            }
        }

        @Override
        public void onMessages(OrderedBatch batch, long digest) {
            context.counters().add(Counter.MESSAGES_RECEIVED, batch.count());
            context.log().append(new LogRecord.Batch(batch, digest));
            if (batch.incarnation() == context.self().incarnation()) {
                context.counters().add(Counter.MESSAGES_PUBLISHED, batch.count());
                own.onOrdered(batch.firstPublisherSequence(), batch.count(), batch.firstSequence(), batch.epoch());
            }
        }

        @Override
        public void onMissed(LogRecord.Gap gap) {
            context.log().append(gap);
        }

        @Override
        public void onPassedOver(LogState there) {
            context.log().append(new LogRecord.Checkpoint(there));
        }

        @Override
        public void onEpoch(LogRecord.EpochStart start) {
            context.log().append(start);
        }

        @Override
        public void onView(View view, long digest) {
            context.log().append(new LogRecord.ViewChange(order.epoch(), view, digest));
            context.counters().increment(Counter.VIEWS);
            context.events().viewChanged(view.number(), view.identities());
            role.onView(view);
        }
    }
}
