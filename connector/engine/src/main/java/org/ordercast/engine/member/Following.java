package org.ordercast.engine.member;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.frame.LeaveFrame;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.frame.PublishFrame;
import org.ordercast.engine.frame.RefuseFrame;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.ordering.CatchUp;
import org.ordercast.engine.ordering.Follower;
import org.ordercast.engine.ordering.OrderState;
import org.ordercast.engine.protocol.MemberContext;
import org.ordercast.engine.publishing.OwnMessages;
import org.ordercast.engine.publishing.PublishStream;

/**
 * The role of a member that has a part of an order, or is let into one: it follows the sequencer, publishes while it is
 * in the view, waits while it does not hear its sequencer, and joins again after an eviction, or after a new start, once
 * it has caught up from the sequencer's log. It never looks for another order, for that one would not know its own,
 * unless it has had no message yet.
 */
final class Following implements Role {

    private static final Set<FrameType> HEARD = EnumSet.of(
            FrameType.HELLO,
            FrameType.WELCOME,
            FrameType.ORDER,
            FrameType.HEARTBEAT,
            FrameType.PUBLISH,
            FrameType.NAK,
            FrameType.LEAVE,
            FrameType.REFUSE);

    /** A sequencer that lives is heard ten times a second, unless much is lost. */
    private static final long SILENCE = 300_000_000;

    private final MemberContext context;
    private final Transitions transitions;
    private final OrderState order;
    private final OwnMessages own;
    private final CatchUp catchUp;
    private final WaitingHellos hellos;
    private final Admission admission;
    private final Rivals rivals;
    private final long memberTimeout;

    /** To the sequencer that last let this member join. */
    private @Nullable Tie tie;

    private MemberState state = MemberState.WAITING;
    private long abandonedEpoch;

    /** Begins to wait for a sequencer of the order that this member has a part of, or is let into. */
    Following(MemberContext context, Transitions transitions, OrderState order, OwnMessages own, long now) {
        this.context = context;
        this.transitions = transitions;
        this.order = order;
        this.own = own;
        this.catchUp = new CatchUp(context.fetcher(), order);
        this.hellos = new WaitingHellos(context, order, now);
        this.admission = new Admission(context, order);
        this.rivals = new Rivals(context);
        this.memberTimeout = context.settings().memberTimeout().toNanos();
    }

    @Override
    public Set<FrameType> hears() {
        return HEARD;
    }

    @Override
    public void onHello(HelloFrame hello, long now) {
        boolean recovers = hello.intent() == HelloFrame.Intent.RECOVER;
        if (recovers && hello.order() == order.order() && hello.epoch() >= order.epoch()) {
            abandon(hello, now);
        }
        // One that seeks, claims or recovers may not hear what this member has: the role is not free.
        if (hello.intent() != HelloFrame.Intent.WAIT) {
            hellos.answer(recovers ? hello.member().incarnation() : 0, takesAnyOrder(), now);
        }
    }

    /**
     * Takes nothing more of an epoch whose sequencer recovers what was ordered in it: what this member says to have is then
     * all that it has, whatever is still on its way from that sequencer's life before.
     */
    private void abandon(HelloFrame hello, long now) {
        abandonedEpoch = hello.epoch();
        catchUp.stop();
        if (tie != null) {
            tie.follower.leftView();
            tie = null;
            missSequencer("sequencer '" + hello.member().id() + "' is back, and recovers the order", now);
        }
    }

    @Override
    public void onWelcome(WelcomeFrame welcome, long now) {
        if (welcome.order() == order.order() && welcome.epoch() <= abandonedEpoch) {
            return;
        }
        // One that was in the view before its first message may have published meanwhile: it does not begin anew.
        if (order.isBound() || welcome.order() == order.order()) {
            if (welcome.order() == order.order() && (tie == null || Admission.isNewer(welcome, tie.welcome))) {
                context.log().onPeer(welcome.sequencer());
                joinOwn(welcome, now);
            }
        } else if (tie == null || state == MemberState.WAITING || Admission.isNewer(welcome, tie.welcome)) {
            admission.enterNew(welcome);
            take(join(welcome, now), now);
        }
    }

    /** Joins the order that this member has a part of. */
    private void joinOwn(WelcomeFrame welcome, long now) {
        if (admission.isBeyond(welcome)) {
            return;
        }
        if (welcome.sequence() < order.sequence()) {
            transitions.fail("sequencer '" + welcome.sequencer().id() + "' has forgotten messages "
                    + (welcome.sequence() + 1) + " to " + order.sequence() + ", which this member has");
            return;
        }
        Tie joined = join(welcome, now);
        if (admission.isCaughtUp(welcome)) {
            take(joined, now);
        } else {
            catchUp.begin(welcome.sequencer().endpoint());
        }
    }

    private Tie join(WelcomeFrame welcome, long now) {
        catchUp.stop();
        Tie joined = new Tie(welcome, new Follower(context, order, welcome, now));
        tie = joined;
        hellos.postpone(now);
        become(MemberState.JOINING, "sequencer '" + welcome.sequencer().id() + "' lets it join");
        return joined;
    }

    /** Takes the frames of the order stream from now on: this member stands where they begin. */
    private void take(Tie joined, long now) {
        admission.enterEpoch(joined.welcome);
        joined.follower.begin(now);
        conclude(joined, now);
    }

    @Override
    public void onFetched(LogRecord record, long now) {
        String wrong = catchUp.onRecord(record);
        if (wrong != null && !context.log().isWhole()) {
            catchUp.stop();
            tie = null;
            hellos.postpone(now);
            become(
                    MemberState.WAITING,
                    "its log is damaged, and it waits until that is repaired from a member that holds what is lost");
        } else if (wrong != null) {
            catchUp.stop();
            transitions.fail("this member's order and that of the log from which it catches up differ: " + wrong);
        } else if (tie != null && catchUp.isRunning() && admission.isCaughtUp(tie.welcome)) {
            catchUp.stop();
            take(tie, now);
        }
    }

    @Override
    public void onFetchEnded(boolean complete, long now) {
        boolean progress = catchUp.onEnded();
        if (progress && (tie == null || tie.follower.hasBegun())) {
            hellos.hurry(now);
        } else if (tie == null || tie.follower.hasBegun()) {
            hellos.postpone(now);
        } else if (complete && admission.isBeyond(tie.welcome)) {
            // What led there is gone from that log, and it went on behind it.
            hellos.postpone(now);
        } else if (complete) {
            admission.passOver(tie.welcome);
            take(tie, now);
        } else {
            catchUp.begin(tie.welcome.sequencer().endpoint());
        }
    }

    @Override
    public void onOrder(ByteBuffer frame, long source, long now) {
        long epoch = OrderFrame.epoch(frame);
        if (tie != null && tie.isWith(source, epoch)) {
            tie.follower.onOrder(frame, now);
            conclude(tie, now);
        } else if (!isSuccessor(epoch, now) && rivals.isProved(now) && order.isBound() && !isOwn(source, epoch)) {
            rivals.report(source, epoch);
        }
    }

    @Override
    public void onHeartbeat(ByteBuffer frame, long source, long now) {
        long epoch = OrderFrame.epoch(frame);
        if (tie != null && tie.isWith(source, epoch)) {
            tie.follower.onHeartbeat(frame, now);
            conclude(tie, now);
        } else if (!isSuccessor(epoch, now)) {
            rivals.isProved(now);
        }
    }

    @Override
    public void onPublish(ByteBuffer frame, long source, long now) {
        if (tie != null && FrameHeader.isDirect(frame) && PublishFrame.epoch(frame) == tie.welcome.epoch()) {
            tie.follower.onDirect(frame, source, now);
            conclude(tie, now);
        }
    }

    /** Whether a sequencer is the one of this member's own order, which it is not in step with just now. */
    private boolean isOwn(long source, long epoch) {
        LogState known = context.log().state();
        return known.epoch() == epoch && known.sequencerIncarnation() == source;
    }

    /**
     * Whether a frame may be the next epoch's, whose sequencer is then asked to let this member join. It may be once this
     * member's own sequencer has fallen silent: one that died and is back need not be missed for a whole memberTimeout first.
     */
    private boolean isSuccessor(long epoch, long now) {
        if (epoch <= order.epoch()) {
            return false;
        }
        if (state == MemberState.FOLLOWING && tie != null && now - tie.follower.heardAt() > SILENCE) {
            missSequencer(
                    "sequencer '" + tie.welcome.sequencer().id() + "' is silent, and epoch " + epoch + " has begun",
                    now);
        }
        boolean successor = state != MemberState.FOLLOWING;
        if (successor) {
            hellos.hurryOnce(now);
        }
        return successor;
    }

    @Override
    public void onLogRoom(long now) {
        if (tie != null) {
            tie.follower.onLogRoom(now);
            conclude(tie, now);
        }
    }

    /** Draws the conclusions of what was heard and applied. */
    private void conclude(Tie with, long now) {
        context.log().commitUpTo(Math.min(order.committed(), order.sequence()));
        own.onPositions(order.sequence(), order.committed(), order.stable());
        String divergence = with.follower.divergence();
        if (divergence != null) {
            with.follower.leave();
            transitions.fail(divergence);
        } else if (isEvicted(with)) {
            leaveView(with, now);
        } else if (state == MemberState.WAITING && with.follower.heardAt() == now && with.stream != null) {
            become(MemberState.FOLLOWING, "hears its sequencer again");
        }
    }

    private boolean isEvicted(Tie with) {
        return order.view().number() >= with.welcome.view()
                && order.view().find(context.self().incarnation()) == null;
    }

    @Override
    public void onRefuse(RefuseFrame refusal, long source, long now) {
        switch (refusal.reason()) {
            case NOT_IN_VIEW -> {
                if (tie != null && tie.isWith(source, refusal.epoch()) && refusal.view() > tie.welcome.view()) {
                    leaveView(tie, now);
                }
            }
            case BEHIND -> {
                if (state != MemberState.FOLLOWING && refusal.epoch() >= order.epoch() && isNews(refusal)) {
                    catchUp.stop();
                    tie = null;
                    become(
                            MemberState.JOINING,
                            "catches up from the log of sequencer '"
                                    + refusal.sequencer().id() + "'");
                    catchUp.begin(refusal.sequencer().endpoint());
                }
            }
            case NOT_INVITED -> hellos.onInvitation(refusal.invitation(), state != MemberState.FOLLOWING, now);
            case ID_IN_USE, GROUP_FULL -> {}
        }
    }

    /** Whether a member that is too far behind is not in the midst of what makes it catch up already. */
    private boolean isNews(RefuseFrame refusal) {
        if (tie == null) {
            return !catchUp.isRunning();
        }
        return refusal.epoch() > tie.welcome.epoch()
                || (refusal.epoch() == tie.welcome.epoch() && refusal.view() >= tie.welcome.view());
    }

    private void leaveView(Tie with, long now) {
        with.follower.leftView();
        with.stream = null;
        if (state != MemberState.JOINING) {
            hellos.hurry(now);
            become(MemberState.JOINING, "was evicted, and asks to join again");
        }
    }

    @Override
    public void onNak(NakFrame nak, long source, long now) {
        if (tie != null
                && tie.stream != null
                && nak.kind() == NakFrame.PUBLISH
                && tie.isWith(source, nak.epoch())
                && nak.joined() == tie.welcome.view()) {
            tie.stream.onNak(nak.ranges(), now);
        }
    }

    @Override
    public void onLeave(LeaveFrame leave, long source, long now) {
        if (tie != null && tie.isWith(source, leave.epoch())) {
            missSequencer("sequencer '" + tie.welcome.sequencer().id() + "' left", now);
        }
    }

    @Override
    public void onOwnContent(int bytes) {
        if (tie != null && tie.stream != null) {
            tie.stream.onContent(bytes);
        }
    }

    @Override
    public void onView(View view) {
        if (tie == null) {
            return;
        }
        tie.follower.onView(view);
        if (tie.stream != null) {
            tie.stream.onView(view);
        }
        if (view.number() == tie.welcome.view()) {
            publishIn(view, tie);
        }
    }

    /** Begins to publish in the view in which this member joins. */
    private void publishIn(View view, Tie with) {
        for (View.Participant member : view.members()) {
            if (member.identity().incarnation() == context.self().incarnation()) {
                own.onJoined(member.published());
                with.stream = new PublishStream(context, own, with.welcome, view, with.follower::keepOwn);
                become(
                        MemberState.FOLLOWING,
                        "is in view " + view.number() + " of sequencer '"
                                + with.welcome.sequencer().id() + "'");
            }
        }
    }

    @Override
    public void onTurnEnd(long now) {
        if (tie != null && state != MemberState.WAITING && now - tie.follower.heardAt() > memberTimeout) {
            missSequencer(
                    "sequencer '" + tie.welcome.sequencer().id() + "' was not heard for "
                            + context.settings().memberTimeout().toMillis() + " ms",
                    now);
        }
        if (state != MemberState.FOLLOWING) {
            hellos.onTurnEnd(takesAnyOrder(), now);
        }
        context.log().flush();
        if (tie != null) {
            if (tie.stream != null) {
                tie.stream.fill(now);
                tie.stream.onTurnEnd(now);
            }
            tie.follower.onTurnEnd(now);
        }
    }

    @Override
    public long deadline() {
        if (tie == null) {
            return hellos.dueAt();
        }
        long wakeUp = state == MemberState.FOLLOWING ? tie.follower.heardAt() + memberTimeout + 1 : hellos.dueAt();
        long deadline = Math.min(wakeUp, tie.follower.deadline());
        return tie.stream == null ? deadline : Math.min(deadline, tie.stream.deadline());
    }

    @Override
    public void leave(long now) {
        catchUp.stop();
        if (tie != null) {
            tie.follower.leave();
        }
    }

    @Override
    public @Nullable MemberIdentity sequencer() {
        return tie == null ? null : tie.welcome.sequencer();
    }

    @Override
    public long acknowledged(MemberIdentity member) {
        return member.incarnation() == context.self().incarnation() ? order.sequence() : -1;
    }

    private void missSequencer(String reason, long now) {
        hellos.hurry(now);
        become(MemberState.WAITING, reason + "; the group goes on when it is back");
    }

    /** Whether it has had no message of the order that it was let into, and may as well enter another. */
    private boolean takesAnyOrder() {
        return state == MemberState.WAITING && !order.isBound();
    }

    private void become(MemberState next, String reason) {
        state = next;
        transitions.become(next, reason);
    }
}
