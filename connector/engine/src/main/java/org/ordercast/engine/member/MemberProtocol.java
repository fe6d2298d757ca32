package org.ordercast.engine.member;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Counter;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.discovery.Discovery;
import org.ordercast.engine.frame.AckFrame;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.frame.LeaveFrame;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.frame.PublishFrame;
import org.ordercast.engine.frame.RefuseFrame;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.log.OrderedLog;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.ordering.Follower;
import org.ordercast.engine.ordering.OrderListener;
import org.ordercast.engine.ordering.OrderState;
import org.ordercast.engine.ordering.Sequencer;
import org.ordercast.engine.protocol.ControlSender;
import org.ordercast.engine.protocol.Counters;
import org.ordercast.engine.protocol.DatagramSender;
import org.ordercast.engine.protocol.MemberContext;
import org.ordercast.engine.protocol.ProtocolEvents;
import org.ordercast.engine.protocol.PublicationQueue;
import org.ordercast.engine.publishing.OwnMessages;
import org.ordercast.engine.publishing.PublishStream;

/**
 * One member of a group as a pure state machine: what the driver hears, reads from its clock and is asked to publish
 * goes in; what it is to send, append and tell comes out through the interfaces given at construction, during the call.
 * The same inputs give the same outputs.
 *
 * <p>This class moves the member between its roles, and gives each datagram to the role that it is for: looking for the
 * group ({@link Discovery}), following its sequencer ({@link Follower}, {@link PublishStream}) or being it
 * ({@link Sequencer}).
 *
 * <p>For one thread. Times are nanoseconds of a clock that never goes back, from any origin.
 */
public final class MemberProtocol {

    /** How often a member that waits for its sequencer says so, in nanoseconds. */
    private static final long HELLO_INTERVAL = 200_000_000;

    /** How many signs of another sequencer, close together, make a sequencer without an order give way to it. */
    private static final int RIVAL_SIGNS = 5;

    private static final long RIVAL_INTERVAL = 300_000_000;

    private final MemberContext context;
    private final ControlSender control;
    private final OwnMessages own;
    private final OrderState order;
    private final long memberTimeout;

    private MemberState state = MemberState.STOPPED;
    private String reason = "not started";
    private @Nullable Discovery discovery;
    private @Nullable Sequencer sequencer;
    private @Nullable Follower follower;
    private @Nullable PublishStream stream;
    private int sequencerDatagramSize;

    private long helloAt;
    private boolean received;
    private long rivalHeardAt;
    private int rivalSigns;

    /**
     * Creates a member that does nothing until {@link #start}.
     *
     * @param settings how the member and its group are set up
     * @param self this member in this life
     * @param maxDatagramSize the largest datagram to send, in bytes
     * @param random where random delays come from
     * @param sender sends datagrams
     * @param publications the messages that wait to be published
     * @param log where the order goes
     * @param events what the operator is told
     * @param counters what is counted
     */
    public MemberProtocol(
            GroupSettings settings,
            MemberIdentity self,
            int maxDatagramSize,
            RandomGenerator random,
            DatagramSender sender,
            PublicationQueue publications,
            OrderedLog log,
            ProtocolEvents events,
            Counters counters) {
        this.context = new MemberContext(
                settings,
                self,
                FrameHeader.groupId(settings.group()),
                maxDatagramSize,
                random,
                sender,
                log,
                events,
                counters);
        this.control = new ControlSender(context);
        this.own = new OwnMessages(self.incarnation(), publications);
        this.order = new OrderState(new Delivery());
        this.memberTimeout = settings.memberTimeout().toNanos();
    }

    /**
     * Starts to look for the group.
     *
     * @param now the time
     */
    public void start(long now) {
        discovery = new Discovery(context.settings(), context.self(), context.random(), now);
        become(MemberState.DISCOVERING, "listens for a sequencer");
    }

    /**
     * Takes a datagram, whoever sent it: what is not valid is counted and dropped.
     *
     * @param datagram the datagram, from its position to its limit; used only during the call
     * @param now the time
     */
    public void onDatagram(ByteBuffer datagram, long now) {
        if (isOver() || isOwn(datagram)) {
            return;
        }
        Counter wrong = FrameHeader.check(datagram, context.groupId());
        if (wrong != null) {
            context.counters().increment(wrong);
            return;
        }
        ByteBuffer frame = ByteBuffer.allocate(datagram.remaining())
                .put(datagram.duplicate())
                .flip();
        long source = FrameHeader.source(frame);
        if (!dispatch(FrameHeader.type(frame), frame, source, now)) {
            context.counters().increment(Counter.DROPPED_MALFORMED);
        }
    }

    /**
     * Says that the log has room again after it had none.
     *
     * @param now the time
     */
    public void onLogRoom(long now) {
        if (follower != null) {
            follower.onLogRoom(now);
            afterOrder(now);
        }
    }

    /**
     * Does what has become due, and sends what was held back to fill frames. Call it when for now there is no more to
     * read: after a run of datagrams, when publications wait, and when {@link #nextTimer} is due.
     *
     * @param now the time
     */
    public void onTurnEnd(long now) {
        if (discovery != null) {
            discover(discovery, now);
        }
        if (sequencer != null) {
            sequencer.onTurnEnd(now);
        }
        if (follower != null) {
            follow(follower, now);
        }
    }

    /**
     * When {@link #onTurnEnd} wants to be called, at the latest.
     *
     * @return a time, in the past if it is due
     */
    public long nextTimer() {
        long next = Long.MAX_VALUE;
        if (discovery != null) {
            next = Math.min(next, discovery.deadline());
        }
        if (sequencer != null) {
            next = Math.min(next, sequencer.deadline());
        }
        if (follower != null) {
            boolean waits = state != MemberState.FOLLOWING;
            next = Math.min(next, waits ? helloAt : follower.heardAt() + memberTimeout + 1);
            next = Math.min(next, follower.deadline());
        }
        if (stream != null) {
            next = Math.min(next, stream.deadline());
        }
        return next;
    }

    /**
     * Leaves the group: says so, and fails what is not complete.
     *
     * @param now the time
     */
    public void leave(long now) {
        if (isOver()) {
            return;
        }
        if (sequencer != null) {
            sequencer.onTurnEnd(now);
            sequencer.leave();
        }
        if (follower != null) {
            follower.leave();
        }
        end(MemberState.STOPPED, "left the group");
    }

    /**
     * What the member is doing and knows of its group.
     *
     * @return a snapshot
     */
    public GroupSnapshot snapshot() {
        MemberIdentity leader = leader();
        long ordered = order.sequence();
        return new GroupSnapshot(
                state,
                reason,
                sequencer != null ? sequencer.epoch() : follower != null ? follower.epoch() : 0,
                Optional.ofNullable(leader).map(MemberIdentity::id),
                order.view().identities().stream()
                        .map(member -> describe(member, member.equals(leader)))
                        .toList(),
                ordered,
                Math.min(
                        ordered,
                        sequencer != null ? sequencer.committed() : follower != null ? follower.committed() : 0),
                Math.min(ordered, sequencer != null ? sequencer.stable() : follower != null ? follower.stable() : 0),
                order.digest());
    }

    private GroupSnapshot.ViewMember describe(MemberIdentity member, boolean leads) {
        long acknowledged = -1;
        if (sequencer != null) {
            acknowledged = sequencer.acknowledged(member.incarnation());
        } else if (member.equals(context.self())) {
            acknowledged = order.sequence();
        }
        return new GroupSnapshot.ViewMember(
                member.id(), member.incarnation(), member.endpoint().toString(), leads, acknowledged);
    }

    private @Nullable MemberIdentity leader() {
        if (sequencer != null) {
            return context.self();
        }
        return follower != null ? follower.sequencer() : null;
    }

    private boolean isOver() {
        return state == MemberState.STOPPED || state == MemberState.FAILED;
    }

    /** A member hears its own multicasts. */
    private boolean isOwn(ByteBuffer datagram) {
        return datagram.remaining() >= FrameHeader.LENGTH
                && FrameHeader.source(datagram) == context.self().incarnation();
    }

    /** Returns false if the frame is malformed. */
    private boolean dispatch(FrameType type, ByteBuffer frame, long source, long now) {
        return switch (type) {
            case HELLO -> onHello(HelloFrame.read(frame), source, now);
            case WELCOME -> onWelcome(WelcomeFrame.read(frame), source, now);
            case ORDER ->
                OrderFrame.isValid(frame)
                        && OrderFrame.number(frame) > 0
                        && Entry.areValid(frame, OrderFrame.ENTRIES)
                        && onOrderStream(frame, true, source, now);
            case HEARTBEAT ->
                OrderFrame.isValid(frame)
                        && frame.limit() == OrderFrame.ENTRIES
                        && onOrderStream(frame, false, source, now);
            case PUBLISH ->
                PublishFrame.isValid(frame)
                        && Entry.areValid(frame, PublishFrame.ENTRIES)
                        && onPublish(frame, source, now);
            case PUBLISH_HEARTBEAT ->
                PublishFrame.isValid(frame)
                        && frame.limit() == PublishFrame.ENTRIES
                        && onPublishHeartbeat(frame, source, now);
            case NAK -> onNak(NakFrame.read(frame), source, now);
            case ACK -> onAck(AckFrame.read(frame), source, now);
            case LEAVE -> onLeave(LeaveFrame.read(frame), source, now);
            case REFUSE -> onRefuse(RefuseFrame.read(frame), source, now);
        };
    }

    private boolean onHello(@Nullable HelloFrame hello, long source, long now) {
        if (hello == null || hello.member().incarnation() != source) {
            return false;
        }
        if (discovery != null) {
            discovery.onHello(hello, now);
        } else if (sequencer != null) {
            sequencer.onHello(hello, now);
        } else if (hello.intent() == HelloFrame.Intent.CLAIM) {
            // It does not hear the sequencer that this member has: the role is not free.
            sayWaiting();
        }
        return true;
    }

    private boolean onWelcome(@Nullable WelcomeFrame welcome, long source, long now) {
        if (welcome == null || welcome.sequencer().incarnation() != source) {
            return false;
        }
        if (welcome.member() != context.self().incarnation()) {
            context.counters().increment(Counter.DROPPED_UNKNOWN_SENDER);
        } else if (discovery != null || isNewHome(welcome)) {
            join(welcome, now);
        }
        return true;
    }

    private boolean isNewHome(WelcomeFrame welcome) {
        if (follower == null) {
            return false;
        }
        if (isHome(follower, welcome.sequencer().incarnation(), welcome.epoch())) {
            return welcome.view() > follower.joined();
        }
        return !received && state == MemberState.WAITING;
    }

    private static boolean isHome(Follower follower, long source, long epoch) {
        return follower.sequencer().incarnation() == source && follower.epoch() == epoch;
    }

    private void join(WelcomeFrame welcome, long now) {
        boolean again = follower != null && isHome(follower, welcome.sequencer().incarnation(), welcome.epoch());
        long missed = welcome.sequence() - order.sequence();
        if (again && missed < 0) {
            fail("sequencer '" + welcome.sequencer().id() + "' has forgotten messages " + (welcome.sequence() + 1)
                    + " to " + order.sequence() + ", which this member has");
            return;
        }
        if (!again) {
            context.log().startAfter(welcome.sequence());
        } else if (missed > 0) {
            context.counters().add(Counter.MESSAGES_MISSED, missed);
            context.log()
                    .appendGap(
                            order.sequence() + 1,
                            welcome.sequence(),
                            "this member was out of the group when they were ordered");
        }
        order.startAfter(welcome.sequence(), welcome.digest(), welcome.view() - 1);
        discovery = null;
        stream = null;
        follower = new Follower(context, order, welcome, now);
        sequencerDatagramSize = welcome.maxDatagramSize();
        helloAt = now + HELLO_INTERVAL;
        become(MemberState.JOINING, "sequencer '" + welcome.sequencer().id() + "' lets it join");
    }

    private boolean onOrderStream(ByteBuffer frame, boolean numbered, long source, long now) {
        if (follower != null && isHome(follower, source, OrderFrame.epoch(frame))) {
            if (numbered) {
                follower.onOrder(frame, now);
            } else {
                follower.onHeartbeat(frame, now);
            }
            afterOrder(now);
        } else if (discovery != null) {
            discovery.onSequencer(now);
        } else {
            onRival(frame, source, now);
        }
        return true;
    }

    /** What a member with a sequencer does when it hears another one. */
    private void onRival(ByteBuffer frame, long source, long now) {
        context.counters().increment(Counter.DROPPED_OLD_EPOCH);
        rivalSigns = now - rivalHeardAt < RIVAL_INTERVAL ? rivalSigns + 1 : 1;
        rivalHeardAt = now;
        if (rivalSigns != RIVAL_SIGNS) {
            return;
        }
        boolean givesWay = sequencer != null
                && order.sequence() == 0
                && (OrderFrame.firstSequence(frame) > 1
                        || Long.compareUnsigned(source, context.self().incarnation()) < 0);
        if (givesWay) {
            sequencer = null;
            discovery = new Discovery(context.settings(), context.self(), context.random(), now);
            become(MemberState.DISCOVERING, "gives way to another sequencer, having ordered nothing");
        } else if (order.sequence() > 0) {
            context.events()
                    .warning("another sequencer (incarnation " + Long.toHexString(source) + ") orders group '"
                            + context.settings().group() + "' in epoch " + OrderFrame.epoch(frame)
                            + ": the group was split when it started; stop one part of it");
        }
    }

    private boolean onPublish(ByteBuffer frame, long source, long now) {
        if (sequencer != null) {
            sequencer.onPublish(source, frame, now);
        }
        return true;
    }

    private boolean onPublishHeartbeat(ByteBuffer frame, long source, long now) {
        if (sequencer != null) {
            sequencer.onPublishHeartbeat(source, frame, now);
        }
        return true;
    }

    private boolean onNak(@Nullable NakFrame nak, long source, long now) {
        if (nak == null) {
            return false;
        }
        if (sequencer != null) {
            sequencer.onNak(source, nak, now);
        } else if (stream != null
                && follower != null
                && isHome(follower, source, nak.epoch())
                && nak.kind() == NakFrame.PUBLISH
                && nak.joined() == stream.joined()) {
            stream.onNak(nak.ranges(), now);
        }
        return true;
    }

    private boolean onAck(@Nullable AckFrame ack, long source, long now) {
        if (ack != null && sequencer != null) {
            sequencer.onAck(source, ack, now);
        }
        return ack != null;
    }

    private boolean onLeave(@Nullable LeaveFrame leave, long source, long now) {
        if (leave == null) {
            return false;
        }
        if (sequencer != null) {
            sequencer.onLeave(source, leave, now);
        } else if (follower != null && isHome(follower, source, leave.epoch())) {
            await("sequencer '" + follower.sequencer().id() + "' left", now);
        }
        return true;
    }

    private boolean onRefuse(@Nullable RefuseFrame refusal, long source, long now) {
        if (refusal == null) {
            return false;
        }
        if (refusal.member() != context.self().incarnation()) {
            context.counters().increment(Counter.DROPPED_UNKNOWN_SENDER);
        } else if (refusal.reason() != RefuseFrame.Reason.NOT_IN_VIEW) {
            onRefusedJoin(refusal.reason());
        } else if (follower != null
                && isHome(follower, source, refusal.epoch())
                && refusal.view() > follower.joined()) {
            rejoin(follower, now);
        }
        return true;
    }

    private void onRefusedJoin(RefuseFrame.Reason why) {
        String text = why == RefuseFrame.Reason.ID_IN_USE
                ? "another live member of group '" + context.settings().group() + "' has the memberId '"
                        + context.self().id() + "'; give each member its own"
                : "group '" + context.settings().group() + "' is full: it has " + View.MAX_MEMBERS + " members";
        if (discovery != null && discovery.onRefusal(text)) {
            context.events().warning(text);
        }
    }

    private void discover(Discovery search, long now) {
        Discovery.Step step = search.due(now);
        become(search.state(), search.reason());
        switch (step) {
            case SAY_HELLO -> control.multicast(FrameType.HELLO, search.hello(now)::write);
            case LEAD -> {
                discovery = null;
                context.log().startAfter(0);
                order.startAfter(0, 0, 0);
                sequencer = new Sequencer(context, order, own, 1, now);
                become(MemberState.SEQUENCING, search.reason());
            }
            case WAIT -> {}
        }
    }

    private void follow(Follower followed, long now) {
        if (state != MemberState.WAITING && now - followed.heardAt() > memberTimeout) {
            await(
                    "sequencer '" + followed.sequencer().id() + "' was not heard for "
                            + context.settings().memberTimeout().toMillis() + " ms",
                    now);
        }
        if (state != MemberState.FOLLOWING && now >= helloAt) {
            helloAt = now + HELLO_INTERVAL;
            sayWaiting();
        }
        if (stream != null) {
            stream.fill(now);
            stream.onTurnEnd(now);
        }
        followed.onTurnEnd(now);
    }

    /** Draws the conclusions of what was applied. */
    private void afterOrder(long now) {
        Follower followed = follower;
        if (followed == null) {
            return;
        }
        own.onPositions(followed.committed(), followed.stable());
        String divergence = followed.divergence();
        if (divergence != null) {
            fail(divergence);
        } else if (order.view().number() >= followed.joined()
                && order.view().find(context.self().incarnation()) == null) {
            rejoin(followed, now);
        } else if (state == MemberState.WAITING && followed.heardAt() == now && stream != null) {
            become(MemberState.FOLLOWING, "hears its sequencer again");
        }
    }

    private void rejoin(Follower followed, long now) {
        followed.leftView();
        stream = null;
        if (state != MemberState.JOINING) {
            helloAt = now;
            become(MemberState.JOINING, "was evicted, and asks to join again");
        }
    }

    private void await(String why, long now) {
        helloAt = now;
        become(MemberState.WAITING, why + "; the group goes on when it is back");
    }

    private void sayWaiting() {
        if (follower != null) {
            HelloFrame hello = new HelloFrame(
                    HelloFrame.Intent.WAIT,
                    follower.epoch(),
                    follower.sequencer().incarnation(),
                    context.self());
            control.multicast(FrameType.HELLO, hello::write);
        }
    }

    private void fail(String why) {
        end(MemberState.FAILED, why);
    }

    private void end(MemberState last, String why) {
        discovery = null;
        sequencer = null;
        stream = null;
        follower = null;
        become(last, why);
        own.fail(why);
    }

    private void become(MemberState next, String why) {
        reason = why;
        if (next != state) {
            MemberState before = state;
            state = next;
            context.events().stateChanged(before, next, why);
        }
    }

    /** What the order says, on its way to the log and to this member's publishers. */
    private final class Delivery implements OrderListener {

        @Override
        public void onContent(long publisher, int bytes) {
            if (stream != null && publisher == context.self().incarnation()) {
                stream.onContent(bytes);
            }
        }

        @Override
        public void onMessages(OrderedBatch batch) {
            received = true;
            context.counters().add(Counter.MESSAGES_RECEIVED, batch.count());
            context.log().append(batch);
            if (batch.incarnation() == context.self().incarnation()) {
                context.counters().add(Counter.MESSAGES_PUBLISHED, batch.count());
                own.onOrdered(batch.count(), batch.firstSequence(), batch.epoch());
            }
        }

        @Override
        public void onView(View view) {
            context.counters().increment(Counter.VIEWS);
            context.events().viewChanged(view.number(), view.identities(), "view " + view.number());
            if (follower != null && view.number() == follower.joined()) {
                beginPublishing(follower, view);
            }
        }
    }

    private void beginPublishing(Follower followed, View view) {
        List<View.Participant> mine = view.members().stream()
                .filter(member ->
                        member.identity().incarnation() == context.self().incarnation())
                .toList();
        if (!mine.isEmpty()) {
            own.onJoined(mine.get(0).published());
            stream = new PublishStream(
                    context, own, followed.sequencer(), followed.epoch(), followed.joined(), sequencerDatagramSize);
            become(
                    MemberState.FOLLOWING,
                    "is in view " + view.number() + " of sequencer '"
                            + followed.sequencer().id() + "'");
        }
    }
}
