package org.ordercast.engine.member;

import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.ordering.OrderState;
import org.ordercast.engine.protocol.ControlSender;
import org.ordercast.engine.protocol.MemberContext;

/** How a member that waits for a sequencer, or asks one to let it join, says so: when, and what it says. */
final class WaitingHellos {

    /** How often, at the least, a member that is not in the view, or does not hear its sequencer, says so. */
    private static final long MAX_INTERVAL = 200_000_000;

    private final MemberContext context;
    private final ControlSender control;
    private final OrderState order;

    /** Short enough that one who thinks of claiming the role hears several hellos meanwhile. */
    private final long interval;

    private long dueAt;
    private long answerAt;

    /** What the sequencer last told this member to say, and from when on it says so at once. */
    private long invitation;

    private long invitedAt;

    WaitingHellos(MemberContext context, OrderState order, long now) {
        this.context = context;
        this.control = new ControlSender(context);
        this.order = order;
        this.interval =
                Math.min(MAX_INTERVAL, context.settings().discoveryTime().toNanos() / 5);
        this.dueAt = now;
        this.answerAt = now;
        this.invitedAt = now;
    }

    /** When the next one is due. */
    long dueAt() {
        return dueAt;
    }

    /** Says it at the next turn's end. */
    void hurry(long now) {
        dueAt = now;
    }

    /** Says it an interval from now. */
    void postpone(long now) {
        dueAt = now + interval;
    }

    /** Says it at the next turn's end on somebody's occasion, though not on each of many. */
    void hurryOnce(long now) {
        if (now >= answerAt) {
            answerAt = now + interval;
            hurry(now);
        }
    }

    /** Says what the sequencer asks for at once, but not again and again: there may be two sequencers. */
    void onInvitation(long newInvitation, boolean wanted, long now) {
        invitation = newInvitation;
        if (wanted && now >= invitedAt) {
            invitedAt = now + interval;
            hurry(now);
        }
    }

    /** Answers another member's hello, though not each of many. */
    void answer(long supports, boolean takesAnyOrder, long now) {
        if (now >= answerAt) {
            answerAt = now + interval;
            say(supports, takesAnyOrder);
        }
    }

    /** Says it if it is due. */
    void onTurnEnd(boolean takesAnyOrder, long now) {
        if (now >= dueAt) {
            postpone(now);
            say(0, takesAnyOrder);
        }
    }

    private void say(long supports, boolean takesAnyOrder) {
        HelloFrame hello = new HelloFrame(
                HelloFrame.Intent.WAIT,
                supports,
                takesAnyOrder ? 0 : order.order(),
                order.epoch(),
                takesAnyOrder ? 0 : order.sequence(),
                invitation,
                context.self());
        control.multicast(FrameType.HELLO, hello::write);
    }
}
