package org.ordercast.engine.ordering;

import java.nio.ByteBuffer;
import java.util.List;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.AckFrame;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.frame.LeaveFrame;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.frame.PublishFrame;
import org.ordercast.engine.protocol.ControlSender;
import org.ordercast.engine.protocol.MemberContext;
import org.ordercast.engine.publishing.OwnMessages;

/**
 * The sequencer's role: decides the order of all members' messages and of the views, and knows how far each member
 * holds it.
 */
public final class Sequencer {

    private final MemberContext context;
    private final ControlSender control;
    private final OrderState state;
    private final OwnMessages own;
    private final OrderStream order;
    private final PublishIntake intake;
    private final Roster roster;
    private final Reunion reunion;

    private int turn;
    private boolean stalled;

    /**
     * Takes up the role: the first view, with this member alone, begins the order.
     *
     * @param context the member
     * @param state the order as far as this member has it, standing where the epoch begins
     * @param own this member's own messages
     * @param now the time
     */
    public Sequencer(MemberContext context, OrderState state, OwnMessages own, long now) {
        this.context = context;
        this.control = new ControlSender(context);
        this.state = state;
        this.own = own;
        long epoch = state.epoch();
        this.reunion = new Reunion(
                state.view(), context.self(), context.settings().memberTimeout().toNanos(), now);
        this.order = new OrderStream(context, state, now);
        this.intake = new PublishIntake(context, control, order, epoch);
        this.roster = new Roster(context, control, state, own, order, epoch, now);
        updateOwnPosition(now);
    }

    /**
     * Takes a member's word that it looks for the group, or waits for this sequencer.
     *
     * @param hello what it says
     * @param now the time
     */
    public void onHello(HelloFrame hello, long now) {
        roster.onHello(hello, now);
    }

    /**
     * Takes a frame of a publish stream, well formed.
     *
     * @param source the sender's incarnation
     * @param frame the frame, used only during the call
     * @param now the time
     */
    public void onPublish(long source, ByteBuffer frame, long now) {
        if (PublishFrame.publisher(frame) != source) {
            context.counters().increment(Counter.DROPPED_MALFORMED);
            return;
        }
        Participant publisher = roster.sender(source, PublishFrame.epoch(frame), PublishFrame.stream(frame), now);
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
        Participant publisher = roster.sender(source, PublishFrame.epoch(frame), PublishFrame.stream(frame), now);
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
        Participant member = roster.sender(source, ack.epoch(), ack.joined(), now);
        if (member == null) {
            return;
        }
        if (ack.frame() > order.sentFrame() || ack.sequence() > order.sentSequence()) {
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
        Participant member = roster.sender(source, nak.epoch(), nak.joined(), now);
        if (member == null || nak.kind() == NakFrame.PUBLISH) {
            return;
        }
        context.counters().increment(Counter.NAKS_RECEIVED);
        for (NakFrame.Range range : nak.ranges()) {
            if (nak.kind() == NakFrame.ORDER) {
                order.onNak(range, member.identity.endpoint(), now);
            } else {
                order.onReferencedNak(range, member.identity.endpoint(), now);
            }
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
        roster.onLeave(source, leave, now);
    }

    /**
     * Orders what has come, and sends it.
     *
     * @param now the time
     */
    public void onTurnEnd(long now) {
        roster.evict(now);
        if (reunion.isOver(roster.members(), now)) {
            orderWaiting(now);
        }
        if (roster.changeView(now)) {
            updateOwnPosition(now);
            updatePositions(now);
        }
        order.onTurnEnd(now);
        if (roster.onSent()) {
            updatePositions(now);
        }
        for (Participant member : roster.members()) {
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
        long deadline = Math.min(Math.min(order.deadline(), roster.deadline()), reunion.deadline());
        for (Participant member : roster.members()) {
            deadline = Math.min(deadline, member.naks.deadline());
        }
        return deadline;
    }

    /** Tells the group that its sequencer leaves. */
    public void leave() {
        control.multicast(FrameType.LEAVE, new LeaveFrame(state.epoch(), roster.self().joined)::write);
    }

    /**
     * How far a member is known to hold the order.
     *
     * @param incarnation the member's life
     * @return a sequence, -1 if it is not in the view
     */
    public long acknowledged(long incarnation) {
        Participant member = roster.find(incarnation);
        return member == null ? -1 : member.acknowledgedSequence;
    }

    /** Takes a frame's worth from each publisher in turn, as long as there is room; begins with another one each time. */
    private void orderWaiting(long now) {
        boolean mayBeginParts = !roster.hasJoining();
        List<Participant> publishers = roster.members();
        boolean moved = true;
        while (moved && order.hasRoom()) {
            moved = false;
            turn++;
            for (int i = 0; i < publishers.size() && order.hasRoom(); i++) {
                Participant publisher = publishers.get(Math.floorMod(turn + i, publishers.size()));
                moved |= publisher == roster.self()
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

    private void updateOwnPosition(long now) {
        Participant self = roster.self();
        if (self.acknowledgedFrame < order.sentFrame()) {
            self.acknowledgedFrame = order.sentFrame();
            self.acknowledgedSequence = order.sentSequence();
            updatePositions(now);
        }
    }

    /** A message is committed once a majority of its members holds it, and stable once all of them do. */
    private void updatePositions(long now) {
        List<Participant> members = roster.members();
        long lowestFrame = Long.MAX_VALUE;
        for (Participant member : members) {
            lowestFrame = Math.min(lowestFrame, member.acknowledgedFrame);
        }
        order.release(lowestFrame);
        List<Participant> holders = roster.holders();
        order.onPositions(Holders.majority(holders, state.committed()), Holders.all(holders, state.stable()), now);
        context.log().commitUpTo(state.committed());
        own.onPositions(order.sentSequence(), state.committed(), state.stable());
    }
}
