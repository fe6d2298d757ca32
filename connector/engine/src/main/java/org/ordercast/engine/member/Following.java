package org.ordercast.engine.member;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Counter;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.frame.LeaveFrame;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.frame.RefuseFrame;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.ordering.Follower;
import org.ordercast.engine.ordering.OrderState;
import org.ordercast.engine.protocol.ControlSender;
import org.ordercast.engine.protocol.MemberContext;
import org.ordercast.engine.publishing.OwnMessages;
import org.ordercast.engine.publishing.PublishStream;

/**
 * The role of a member that a sequencer has let join: it follows the order, publishes while it is in the view, waits
 * while it does not hear its sequencer, and joins again after an eviction. It never looks for another sequencer, for
 * that one would not know the order, unless it has had no message yet.
 */
final class Following implements Role {

    /** How often, at the least, a member that is not in the view, or does not hear its sequencer, says so. */
    private static final long MAX_HELLO_INTERVAL = 200_000_000;

    private final MemberContext context;
    private final ControlSender control;
    private final Transitions transitions;
    private final OrderState order;
    private final OwnMessages own;
    private final Rivals rivals;
    private final long memberTimeout;

    /** Short enough that one who thinks of claiming the role hears several hellos meanwhile. */
    private final long helloInterval;

    private WelcomeFrame home;
    private Follower follower;
    private @Nullable PublishStream stream;
    private MemberState state = MemberState.JOINING;
    private long helloAt;
    private long answerAt;

    Following(
            MemberContext context,
            Transitions transitions,
            OrderState order,
            OwnMessages own,
            WelcomeFrame welcome,
            long now) {
        this.context = context;
        this.control = new ControlSender(context);
        this.transitions = transitions;
        this.order = order;
        this.own = own;
        this.rivals = new Rivals(context);
        this.memberTimeout = context.settings().memberTimeout().toNanos();
        this.helloInterval =
                Math.min(MAX_HELLO_INTERVAL, context.settings().discoveryTime().toNanos() / 5);
        this.answerAt = now;
        this.home = welcome;
        this.follower = join(welcome, now);
    }

    private Follower join(WelcomeFrame welcome, long now) {
        home = welcome;
        stream = null;
        helloAt = now + helloInterval;
        order.startAfter(welcome.epoch(), welcome.sequence(), welcome.digest(), welcome.view() - 1);
        become(MemberState.JOINING, "sequencer '" + welcome.sequencer().id() + "' lets it join");
        return new Follower(context, order, welcome, now);
    }

    @Override
    public void onHello(HelloFrame hello, long now) {
        // One that seeks or claims may not hear the sequencer that this member has: the role is not free.
        if (hello.intent() != HelloFrame.Intent.WAIT && now >= answerAt) {
            answerAt = now + helloInterval;
            sayWaiting();
        }
    }

    @Override
    public void onWelcome(WelcomeFrame welcome, long now) {
        if (isHome(welcome.sequencer().incarnation(), welcome.epoch())) {
            if (welcome.view() > home.view()) {
                joinAgain(welcome, now);
            }
        } else if (state == MemberState.WAITING && !order.hasMessages()) {
            transitions.follow(welcome, now);
        }
    }

    private void joinAgain(WelcomeFrame welcome, long now) {
        long missed = welcome.sequence() - order.sequence();
        if (missed < 0) {
            transitions.fail("sequencer '" + welcome.sequencer().id() + "' has forgotten messages "
                    + (welcome.sequence() + 1) + " to " + order.sequence() + ", which this member has");
            return;
        }
        if (missed > 0) {
            context.counters().add(Counter.MESSAGES_MISSED, missed);
            context.log()
                    .appendGap(
                            order.sequence() + 1,
                            welcome.sequence(),
                            "this member was out of the group when they were ordered");
        }
        follower = join(welcome, now);
    }

    @Override
    public void onOrder(ByteBuffer frame, long source, long now) {
        if (isHome(source, OrderFrame.epoch(frame))) {
            follower.onOrder(frame, now);
            conclude(now);
        } else if (rivals.isProved(now) && order.hasMessages()) {
            rivals.report(source, OrderFrame.epoch(frame));
        }
    }

    @Override
    public void onHeartbeat(ByteBuffer frame, long source, long now) {
        if (isHome(source, OrderFrame.epoch(frame))) {
            follower.onHeartbeat(frame, now);
            conclude(now);
        } else {
            rivals.isProved(now);
        }
    }

    @Override
    public void onLogRoom(long now) {
        follower.onLogRoom(now);
        conclude(now);
    }

    /** Draws the conclusions of what was heard and applied. */
    private void conclude(long now) {
        own.onPositions(order.committed(), order.stable());
        String divergence = follower.divergence();
        if (divergence != null) {
            follower.leave();
            transitions.fail(divergence);
        } else if (isEvicted()) {
            leaveView(now);
        } else if (state == MemberState.WAITING && follower.heardAt() == now && stream != null) {
            become(MemberState.FOLLOWING, "hears its sequencer again");
        }
    }

    private boolean isEvicted() {
        return order.view().number() >= home.view()
                && order.view().find(context.self().incarnation()) == null;
    }

    @Override
    public void onRefuse(RefuseFrame refusal, long source, long now) {
        if (refusal.reason() == RefuseFrame.Reason.NOT_IN_VIEW
                && isHome(source, refusal.epoch())
                && refusal.view() > home.view()) {
            leaveView(now);
        }
    }

    private void leaveView(long now) {
        follower.leftView();
        stream = null;
        if (state != MemberState.JOINING) {
            helloAt = now;
            become(MemberState.JOINING, "was evicted, and asks to join again");
        }
    }

    @Override
    public void onNak(NakFrame nak, long source, long now) {
        if (stream != null
                && nak.kind() == NakFrame.PUBLISH
                && isHome(source, nak.epoch())
                && nak.joined() == home.view()) {
            stream.onNak(nak.ranges(), now);
        }
    }

    @Override
    public void onLeave(LeaveFrame leave, long source, long now) {
        if (isHome(source, leave.epoch())) {
            await("sequencer '" + home.sequencer().id() + "' left", now);
        }
    }

    @Override
    public void onOwnContent(int bytes) {
        if (stream != null) {
            stream.onContent(bytes);
        }
    }

    @Override
    public void onView(View view) {
        if (view.number() != home.view()) {
            return;
        }
        for (View.Participant member : view.members()) {
            if (member.identity().incarnation() == context.self().incarnation()) {
                own.onJoined(member.published());
                stream = new PublishStream(context, own, home);
                become(
                        MemberState.FOLLOWING,
                        "is in view " + view.number() + " of sequencer '"
                                + home.sequencer().id() + "'");
            }
        }
    }

    @Override
    public void onTurnEnd(long now) {
        if (state != MemberState.WAITING && now - follower.heardAt() > memberTimeout) {
            await(
                    "sequencer '" + home.sequencer().id() + "' was not heard for "
                            + context.settings().memberTimeout().toMillis() + " ms",
                    now);
        }
        if (state != MemberState.FOLLOWING && now >= helloAt) {
            helloAt = now + helloInterval;
            sayWaiting();
        }
        if (stream != null) {
            stream.fill(now);
            stream.onTurnEnd(now);
        }
        follower.onTurnEnd(now);
    }

    @Override
    public long deadline() {
        long wakeUp = state == MemberState.FOLLOWING ? follower.heardAt() + memberTimeout + 1 : helloAt;
        long deadline = Math.min(wakeUp, follower.deadline());
        return stream == null ? deadline : Math.min(deadline, stream.deadline());
    }

    @Override
    public void leave(long now) {
        follower.leave();
    }

    @Override
    public MemberIdentity sequencer() {
        return home.sequencer();
    }

    @Override
    public long acknowledged(MemberIdentity member) {
        return member.incarnation() == context.self().incarnation() ? order.sequence() : -1;
    }

    private boolean isHome(long source, long epoch) {
        return home.sequencer().incarnation() == source && home.epoch() == epoch;
    }

    private void await(String reason, long now) {
        helloAt = now;
        become(MemberState.WAITING, reason + "; the group goes on when it is back");
    }

    private void sayWaiting() {
        boolean takesAny = state == MemberState.WAITING && !order.hasMessages();
        long awaited = takesAny ? 0 : home.sequencer().incarnation();
        HelloFrame hello = new HelloFrame(HelloFrame.Intent.WAIT, home.epoch(), awaited, context.self());
        control.multicast(FrameType.HELLO, hello::write);
    }

    private void become(MemberState next, String reason) {
        state = next;
        transitions.become(next, reason);
    }
}
