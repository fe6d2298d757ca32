package org.ordercast.engine.member;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import org.ordercast.engine.frame.AckFrame;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.frame.LeaveFrame;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.ordering.OrderState;
import org.ordercast.engine.ordering.Sequencer;
import org.ordercast.engine.protocol.MemberContext;

/** The role of the member that decides the order. */
final class Sequencing implements Role {

    private static final Set<FrameType> HEARD = EnumSet.of(
            FrameType.HELLO,
            FrameType.ORDER,
            FrameType.HEARTBEAT,
            FrameType.PUBLISH,
            FrameType.PUBLISH_HEARTBEAT,
            FrameType.NAK,
            FrameType.ACK,
            FrameType.LEAVE);

    private final MemberContext context;
    private final Transitions transitions;
    private final OrderState order;
    private final Sequencer sequencer;
    private final Rivals rivals;

    Sequencing(MemberContext context, Transitions transitions, OrderState order, Sequencer sequencer) {
        this.context = context;
        this.transitions = transitions;
        this.order = order;
        this.sequencer = sequencer;
        this.rivals = new Rivals(context);
    }

    @Override
    public Set<FrameType> hears() {
        return HEARD;
    }

    @Override
    public void onHello(HelloFrame hello, long now) {
        sequencer.onHello(hello, now);
    }

    @Override
    public void onOrder(ByteBuffer frame, long source, long now) {
        onRival(frame, source, now);
    }

    @Override
    public void onHeartbeat(ByteBuffer frame, long source, long now) {
        onRival(frame, source, now);
    }

    /** Of two sequencers, one that has ordered nothing gives way: to one that has, else to the lower incarnation. */
    private void onRival(ByteBuffer frame, long source, long now) {
        if (!rivals.isProved(now)) {
            return;
        }
        boolean otherHasOrdered = OrderFrame.firstSequence(frame) > 1;
        boolean otherComesFirst = Long.compareUnsigned(source, context.self().incarnation()) < 0;
        if (!order.isBound() && (otherHasOrdered || otherComesFirst)) {
            sequencer.leave();
            transitions.seek("gives way to another sequencer, having ordered nothing", now);
        } else if (order.isBound() && otherHasOrdered) {
            rivals.report(source, OrderFrame.epoch(frame));
        }
    }

    @Override
    public void onPublish(ByteBuffer frame, long source, long now) {
        sequencer.onPublish(source, frame, now);
    }

    @Override
    public void onPublishHeartbeat(ByteBuffer frame, long source, long now) {
        sequencer.onPublishHeartbeat(source, frame, now);
    }

    @Override
    public void onNak(NakFrame nak, long source, long now) {
        sequencer.onNak(source, nak, now);
    }

    @Override
    public void onAck(AckFrame ack, long source, long now) {
        sequencer.onAck(source, ack, now);
    }

    @Override
    public void onLeave(LeaveFrame leave, long source, long now) {
        sequencer.onLeave(source, leave, now);
    }

    @Override
    public void onTurnEnd(long now) {
        sequencer.onTurnEnd(now);
    }

    @Override
    public long deadline() {
        return sequencer.deadline();
    }

    @Override
    public void leave(long now) {
        sequencer.onTurnEnd(now);
        sequencer.leave();
    }

    @Override
    public MemberIdentity sequencer() {
        return context.self();
    }

    @Override
    public long acknowledged(MemberIdentity member) {
        return sequencer.acknowledged(member.incarnation());
    }
}
