package org.ordercast.engine.member;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Counter;
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
import org.ordercast.engine.protocol.FrameGate;
import org.ordercast.engine.protocol.MemberContext;

/**
 * Lets through what the gate admits and what is well formed and for this member, to the role that it has; counts and
 * drops the rest.
 */
final class FrameDispatcher {

    private final MemberContext context;
    private final FrameGate gate;

    FrameDispatcher(MemberContext context, FrameGate gate) {
        this.context = context;
        this.gate = gate;
    }

    /** Takes a datagram from its position to its limit, whoever sent it. */
    void dispatch(ByteBuffer datagram, Role role, long now) {
        if (isOwn(datagram)) {
            return;
        }
        ByteBuffer frame = gate.admit(datagram, now);
        if (frame == null) {
            return;
        }
        FrameType type = FrameHeader.type(frame);
        if (!deliver(frame, type, FrameHeader.source(frame), role, now)) {
            context.counters().increment(Counter.DROPPED_MALFORMED);
        } else if (!role.hears().contains(type)) {
            context.counters().increment(Counter.DROPPED_OTHER_ROLE);
        }
    }

    /** A member hears its own multicasts. */
    private boolean isOwn(ByteBuffer datagram) {
        return datagram.remaining() >= FrameHeader.LENGTH
                && FrameHeader.source(datagram) == context.self().incarnation();
    }

    /** Returns false if the frame is malformed. */
    private boolean deliver(ByteBuffer frame, FrameType type, long source, Role role, long now) {
        return switch (type) {
            case HELLO -> onHello(HelloFrame.read(frame), source, role, now);
            case WELCOME -> onWelcome(WelcomeFrame.read(frame), source, role, now);
            case ORDER -> onOrder(frame, source, role, now);
            case HEARTBEAT -> onHeartbeat(frame, source, role, now);
            case PUBLISH -> onPublish(frame, source, role, now);
            case PUBLISH_HEARTBEAT -> onPublishHeartbeat(frame, source, role, now);
            case NAK -> onNak(NakFrame.read(frame), source, role, now);
            case ACK -> onAck(AckFrame.read(frame), source, role, now);
            case LEAVE -> onLeave(LeaveFrame.read(frame), source, role, now);
            case REFUSE -> onRefuse(RefuseFrame.read(frame), source, role, now);
        };
    }

    private static boolean onHello(@Nullable HelloFrame hello, long source, Role role, long now) {
        if (hello == null || hello.member().incarnation() != source) {
            return false;
        }
        role.onHello(hello, now);
        return true;
    }

    private boolean onWelcome(@Nullable WelcomeFrame welcome, long source, Role role, long now) {
        if (welcome == null || welcome.sequencer().incarnation() != source) {
            return false;
        }
        if (isForThisMember(welcome.member())) {
            role.onWelcome(welcome, now);
        }
        return true;
    }

    private static boolean onOrder(ByteBuffer frame, long source, Role role, long now) {
        if (!OrderFrame.isValid(frame) || OrderFrame.number(frame) == 0 || !Entry.areValid(frame, OrderFrame.ENTRIES)) {
            return false;
        }
        role.onOrder(frame, source, now);
        return true;
    }

    private static boolean onHeartbeat(ByteBuffer frame, long source, Role role, long now) {
        if (!OrderFrame.isValid(frame) || frame.limit() != OrderFrame.ENTRIES) {
            return false;
        }
        role.onHeartbeat(frame, source, now);
        return true;
    }

    private static boolean onPublish(ByteBuffer frame, long source, Role role, long now) {
        if (!PublishFrame.isValid(frame) || !Entry.areMessages(frame, PublishFrame.ENTRIES)) {
            return false;
        }
        role.onPublish(frame, source, now);
        return true;
    }

    private static boolean onPublishHeartbeat(ByteBuffer frame, long source, Role role, long now) {
        if (!PublishFrame.isValid(frame) || frame.limit() != PublishFrame.ENTRIES) {
            return false;
        }
        role.onPublishHeartbeat(frame, source, now);
        return true;
    }

    private static boolean onNak(@Nullable NakFrame nak, long source, Role role, long now) {
        if (nak == null) {
            return false;
        }
        role.onNak(nak, source, now);
        return true;
    }

    private static boolean onAck(@Nullable AckFrame ack, long source, Role role, long now) {
        if (ack == null) {
            return false;
        }
        role.onAck(ack, source, now);
        return true;
    }

    private static boolean onLeave(@Nullable LeaveFrame leave, long source, Role role, long now) {
        if (leave == null) {
            return false;
        }
        role.onLeave(leave, source, now);
        return true;
    }

    private boolean onRefuse(@Nullable RefuseFrame refusal, long source, Role role, long now) {
        if (refusal == null) {
            return false;
        }
        if (isForThisMember(refusal.member())) {
            role.onRefuse(refusal, source, now);
        }
        return true;
    }

    private boolean isForThisMember(long incarnation) {
        boolean mine = incarnation == context.self().incarnation();
        if (!mine) {
            context.counters().increment(Counter.DROPPED_UNKNOWN_SENDER);
        }
        return mine;
    }
}
