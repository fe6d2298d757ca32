package org.ordercast.engine.member;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import org.ordercast.engine.discovery.Discovery;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.frame.RefuseFrame;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.protocol.ControlSender;
import org.ordercast.engine.protocol.MemberContext;

/** The role of a member that was in no view yet: it looks for a sequencer, or becomes it. */
final class Seeking implements Role {

    private static final Set<FrameType> HEARD =
            EnumSet.of(FrameType.HELLO, FrameType.WELCOME, FrameType.ORDER, FrameType.HEARTBEAT, FrameType.REFUSE);

    private final MemberContext context;
    private final ControlSender control;
    private final Transitions transitions;
    private final Discovery discovery;

    Seeking(MemberContext context, Transitions transitions, long now) {
        this.context = context;
        this.control = new ControlSender(context);
        this.transitions = transitions;
        this.discovery = new Discovery(context.settings(), context.self(), context.random(), now);
    }

    @Override
    public Set<FrameType> hears() {
        return HEARD;
    }

    @Override
    public void onHello(HelloFrame hello, long now) {
        discovery.onHello(hello, now);
    }

    @Override
    public void onOrder(ByteBuffer frame, long source, long now) {
        discovery.onSequencer(now);
    }

    @Override
    public void onHeartbeat(ByteBuffer frame, long source, long now) {
        discovery.onSequencer(now);
    }

    @Override
    public void onWelcome(WelcomeFrame welcome, long now) {
        transitions.follow(welcome, now);
    }

    @Override
    public void onRefuse(RefuseFrame refusal, long source, long now) {
        // One that refuses is there, even where its heartbeats are lost: the role is not free.
        discovery.onSequencer(now);
        if (refusal.reason() == RefuseFrame.Reason.NOT_INVITED) {
            discovery.onInvitation(refusal.invitation(), now);
        }
        String group = "group '" + context.settings().group() + "'";
        String reason = switch (refusal.reason()) {
            case NOT_IN_VIEW, BEHIND, NOT_INVITED -> "";
            case ID_IN_USE ->
                "another live member of " + group + " has the memberId '"
                        + context.self().id() + "'; give each member its own";
            case GROUP_FULL -> group + " is full: it has " + View.MAX_MEMBERS + " members";
        };
        if (!reason.isEmpty() && discovery.onRefusal(reason)) {
            context.events().warning(reason);
        }
    }

    @Override
    public void onTurnEnd(long now) {
        Discovery.Step step = discovery.due(now);
        transitions.become(discovery.state(), discovery.reason());
        switch (step) {
            case SAY_HELLO -> control.multicast(FrameType.HELLO, discovery.hello(now)::write);
            case LEAD -> transitions.lead(discovery.reason(), now);
            case WAIT -> {}
        }
    }

    @Override
    public long deadline() {
        return discovery.deadline();
    }
}
