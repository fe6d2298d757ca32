package org.ordercast.engine.ordering;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.AckFrame;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.frame.LeaveFrame;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.frame.PublishFrame;
import org.ordercast.engine.frame.RefuseFrame;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.protocol.ControlSender;
import org.ordercast.engine.protocol.MemberContext;
import org.ordercast.engine.publishing.OwnMessages;
import org.ordercast.engine.repair.NakSchedule;

/**
 * The sequencer's role: decides the order of all members' messages and of the views, and knows how far each member
 * holds it. Joins, leaves and evictions become views in the order stream, and take effect where they stand there.
 */
public final class Sequencer {

    /** How long a member may be silent before another with its id takes its place, in nanoseconds. */
    private static final long TAKEOVER_SILENCE = 1_000_000_000;

    /** How long between two answers to the same kind of uninvited sender, in nanoseconds. */
    private static final long REFUSAL_INTERVAL = 50_000_000;

    private final MemberContext context;
    private final ControlSender control;
    private final OrderState state;
    private final OwnMessages own;
    private final OrderStream order;
    private final PublishIntake intake;
    private final long epoch;
    private final long memberTimeout;

    /** The view's members in the order in which they joined, this one first. */
    private final Map<Long, Participant> participants = new LinkedHashMap<>();

    private final Map<Long, MemberIdentity> joining = new LinkedHashMap<>();
    private final Set<Long> leaving = new LinkedHashSet<>();

    /** Members that were evicted, and how many of their messages are ordered, for when they come back. */
    private final Map<Long, View.Participant> departed = new HashMap<>();

    /** The same members, for going round. */
    private List<Participant> publishers = List.of();

    private final Participant self;
    private int turn;
    private boolean stalled;
    private long aliveAt;
    private long refusedAt;

    /**
     * Takes up the role: the first view, with this member alone, begins the order.
     *
     * @param context the member
     * @param state the order as far as this member has it
     * @param own this member's own messages
     * @param epoch the epoch that begins
     * @param now the time
     */
    public Sequencer(MemberContext context, OrderState state, OwnMessages own, long epoch, long now) {
        this.context = context;
        this.control = new ControlSender(context);
        this.state = state;
        this.own = own;
        this.epoch = epoch;
        this.memberTimeout = context.settings().memberTimeout().toNanos();
        this.order = new OrderStream(context, state, epoch, now);
        this.intake = new PublishIntake(context, control, order, epoch);
        this.aliveAt = now;
        this.refusedAt = now - REFUSAL_INTERVAL;
        this.self = newParticipant(context.self(), 0, now);
        participants.put(context.self().incarnation(), self);
        installView(now);
    }

    /**
     * Takes a member's word that it looks for the group, or waits for this sequencer.
     *
     * @param hello what it says
     * @param now the time
     */
    public void onHello(HelloFrame hello, long now) {
        MemberIdentity member = hello.member();
        Participant known = participants.get(member.incarnation());
        if (known != null) {
            if (!known.isEstablished()) {
                welcome(known);
            } else if (now - known.heardAt > TAKEOVER_SILENCE && hello.intent() == HelloFrame.Intent.SEEK) {
                leaving.add(member.incarnation());
            }
            return;
        }
        for (Participant other : participants.values()) {
            if (other.identity.id().equals(member.id())) {
                if (other == self || now - other.heardAt <= TAKEOVER_SILENCE) {
                    refuse(member, RefuseFrame.Reason.ID_IN_USE);
                    return;
                }
                leaving.add(other.identity.incarnation());
            }
        }
        if (participants.size() + joining.size() >= View.MAX_MEMBERS) {
            refuse(member, RefuseFrame.Reason.GROUP_FULL);
            return;
        }
        joining.put(member.incarnation(), member);
    }

    /**
     * Takes a frame of a publish stream, well formed.
     *
     * @param source the sender's incarnation
     * @param frame the frame, which must not change any more
     * @param now the time
     */
    public void onPublish(long source, ByteBuffer frame, long now) {
        Participant publisher = find(source, PublishFrame.epoch(frame), PublishFrame.stream(frame), now);
        if (publisher != null) {
            intake.onPublish(publisher, frame, now);
        }
    }

    /**
     * Takes the heartbeat of a publish stream.
     *
     * @param source the sender's incarnation
     * @param frame the frame
     * @param now the time
     */
    public void onPublishHeartbeat(long source, ByteBuffer frame, long now) {
        Participant publisher = find(source, PublishFrame.epoch(frame), PublishFrame.stream(frame), now);
        if (publisher != null) {
            intake.onHeartbeat(publisher, PublishFrame.number(frame), now);
        }
    }

    /**
     * Takes a member's position.
     *
     * @param source the sender's incarnation
     * @param ack the position
     * @param now the time
     */
    public void onAck(long source, AckFrame ack, long now) {
        Participant member = find(source, ack.epoch(), ack.joined(), now);
        if (member == null) {
            return;
        }
        if (ack.frame() > order.lastFrame() || ack.sequence() > state.sequence()) {
            context.counters().increment(Counter.DROPPED_MALFORMED);
            return;
        }
        member.heardAt = now;
        member.acknowledgedFrame = Math.max(member.acknowledgedFrame, ack.frame());
        member.acknowledgedSequence = Math.max(member.acknowledgedSequence, ack.sequence());
        updatePositions(now);
    }

    /**
     * Takes a member's request for repair.
     *
     * @param source the sender's incarnation
     * @param nak the request
     * @param now the time
     */
    public void onNak(long source, NakFrame nak, long now) {
        Participant member = find(source, nak.epoch(), nak.joined(), now);
        if (member != null && nak.kind() == NakFrame.ORDER) {
            context.counters().increment(Counter.NAKS_RECEIVED);
            nak.ranges().forEach(range -> order.onNak(range, member.identity.endpoint(), now));
        }
    }

    /**
     * Takes a member's farewell.
     *
     * @param source the sender's incarnation
     * @param leave the farewell
     * @param now the time
     */
    public void onLeave(long source, LeaveFrame leave, long now) {
        joining.remove(source);
        if (find(source, leave.epoch(), leave.joined(), now) != null) {
            leaving.add(source);
        }
    }

    /**
     * Orders what has come, and sends it.
     *
     * @param now the time
     */
    public void onTurnEnd(long now) {
        noticePause(now);
        evictSilent(now);
        orderWaiting(now);
        changeView(now);
        order.onTurnEnd(now);
        for (Participant member : participants.values()) {
            intake.requestMissing(member, now);
        }
        updateOwnPosition(now);
    }

    /**
     * When {@link #onTurnEnd} has something to do.
     *
     * @return a time
     */
    public long deadline() {
        long deadline = order.deadline();
        for (Participant member : participants.values()) {
            deadline = Math.min(deadline, member.naks.deadline());
            if (member != self && !leaving.contains(member.identity.incarnation())) {
                deadline = Math.min(deadline, member.heardAt + memberTimeout + 1);
            }
        }
        return deadline;
    }

    /** Tells the group that its sequencer leaves. */
    public void leave() {
        control.multicast(FrameType.LEAVE, new LeaveFrame(epoch, self.joined)::write);
    }

    /**
     * The epoch in which this sequencer orders.
     *
     * @return the epoch
     */
    public long epoch() {
        return epoch;
    }

    /**
     * The committed position.
     *
     * @return a sequence
     */
    public long committed() {
        return order.committed();
    }

    /**
     * The stable position.
     *
     * @return a sequence
     */
    public long stable() {
        return order.stable();
    }

    /**
     * How far a member is known to hold the order.
     *
     * @param incarnation the member's life
     * @return a sequence, -1 if it is not in the view
     */
    public long acknowledged(long incarnation) {
        Participant member = participants.get(incarnation);
        return member == null ? -1 : member.acknowledgedSequence;
    }

    private void orderWaiting(long now) {
        boolean mayBeginParts = joining.isEmpty();
        boolean moved = true;
        while (moved && order.hasRoom()) {
            moved = false;
            turn++;
            for (int i = 0; i < publishers.size() && order.hasRoom(); i++) {
                Participant publisher = publishers.get(Math.floorMod(turn + i, publishers.size()));
                moved |= publisher == self
                        ? orderOwn(mayBeginParts, now)
                        : intake.orderNext(publisher, mayBeginParts, now);
            }
            updateOwnPosition(now);
        }
        noticeStall();
    }

    private boolean orderOwn(boolean mayBeginParts, long now) {
        return own.hasMore() && order.addOwn(own, mayBeginParts, now);
    }

    private void noticeStall() {
        boolean full = !order.hasRoom();
        if (full && !stalled) {
            context.counters().increment(Counter.WINDOW_STALLS);
        }
        stalled = full;
    }

    /** Joins wait until no message is half ordered: a newcomer could not put it together. */
    private void changeView(long now) {
        boolean half = own.isInParts();
        for (Participant member : participants.values()) {
            half |= member.partialFilled > 0 && !leaving.contains(member.identity.incarnation());
        }
        boolean joins = !joining.isEmpty() && !half;
        if ((leaving.isEmpty() && !joins) || !order.hasRoomForView()) {
            return;
        }
        order.flush(now);
        for (long incarnation : leaving) {
            Participant member = participants.remove(incarnation);
            if (member != null) {
                departed.put(incarnation, new View.Participant(member.identity, member.published));
            }
        }
        boolean left = !leaving.isEmpty();
        leaving.clear();
        if (left && joins && joining.keySet().stream().anyMatch(departed::containsKey)) {
            // One view must not both remove a member and add it again: it would not be seen to have been away.
            installView(now);
        }
        List<Participant> added = new ArrayList<>();
        if (joins) {
            for (MemberIdentity member : joining.values()) {
                View.Participant before = departed.remove(member.incarnation());
                Participant participant = newParticipant(member, before == null ? 0 : before.published(), now);
                participants.put(member.incarnation(), participant);
                added.add(participant);
            }
            joining.clear();
        }
        installView(now);
        added.forEach(this::welcome);
        updatePositions(now);
    }

    private Participant newParticipant(MemberIdentity member, long published, long now) {
        return new Participant(
                member,
                state.view().number() + 1,
                order.lastFrame() + 1,
                state.sequence(),
                state.digest(),
                published,
                now,
                context.random());
    }

    private void installView(long now) {
        publishers = List.copyOf(participants.values());
        List<View.Participant> members = participants.values().stream()
                .map(member -> new View.Participant(member.identity, publishedBy(member)))
                .toList();
        order.addView(new View(state.view().number() + 1, members), now);
        updateOwnPosition(now);
    }

    private long publishedBy(Participant member) {
        return member == self ? own.published() : member.published;
    }

    private void welcome(Participant member) {
        WelcomeFrame welcome = new WelcomeFrame(
                member.identity.incarnation(),
                epoch,
                member.joined,
                member.firstFrame,
                member.sequenceBefore,
                member.digestBefore,
                context.maxDatagramSize(),
                context.self());
        control.unicast(member.identity.endpoint(), FrameType.WELCOME, welcome::write);
    }

    private void refuse(MemberIdentity member, RefuseFrame.Reason reason) {
        RefuseFrame refusal =
                new RefuseFrame(member.incarnation(), epoch, state.view().number(), reason);
        control.unicast(member.endpoint(), FrameType.REFUSE, refusal::write);
    }

    private @Nullable Participant find(long source, long senderEpoch, long joined, long now) {
        Participant member = participants.get(source);
        if (senderEpoch != epoch || (member != null && member.joined != joined)) {
            context.counters().increment(Counter.DROPPED_OLD_EPOCH);
            return null;
        }
        if (member == null) {
            context.counters().increment(Counter.DROPPED_UNKNOWN_SENDER);
            View.Participant former = departed.get(source);
            if (former != null && now - refusedAt >= REFUSAL_INTERVAL) {
                refusedAt = now;
                refuse(former.identity(), RefuseFrame.Reason.NOT_IN_VIEW);
            }
        }
        return member;
    }

    /** A sequencer that stood still heard nobody meanwhile, which does not make anybody silent. */
    private void noticePause(long now) {
        if (now - aliveAt > memberTimeout / 4) {
            for (Participant member : participants.values()) {
                member.heardAt = now;
            }
        }
        aliveAt = now;
    }

    private void evictSilent(long now) {
        for (Participant member : participants.values()) {
            if (member != self && now - member.heardAt > memberTimeout && leaving.add(member.identity.incarnation())) {
                context.counters().increment(Counter.EVICTIONS);
                context.events()
                        .warning(
                                "member '" + member.identity.id() + "' at " + member.identity.endpoint()
                                        + " was not heard for "
                                        + context.settings().memberTimeout().toMillis()
                                        + " ms and is evicted; when it is heard again, it joins anew and is told what it missed");
            }
        }
    }

    private void updateOwnPosition(long now) {
        if (self.acknowledgedFrame < order.lastFrame()) {
            self.acknowledgedFrame = order.lastFrame();
            self.acknowledgedSequence = state.sequence();
            updatePositions(now);
        }
    }

    private void updatePositions(long now) {
        long[] held = new long[participants.size()];
        long lowestFrame = NakSchedule.NEVER;
        int i = 0;
        for (Participant member : participants.values()) {
            held[i++] = member.acknowledgedSequence;
            lowestFrame = Math.min(lowestFrame, member.acknowledgedFrame);
        }
        Arrays.sort(held);
        order.release(lowestFrame);
        long majority = held[(held.length - 1) / 2];
        order.onPositions(Math.max(order.committed(), majority), Math.max(order.stable(), held[0]), now);
        own.onPositions(order.committed(), order.stable());
    }
}
