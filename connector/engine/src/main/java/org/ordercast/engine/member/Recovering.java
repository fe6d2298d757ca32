package org.ordercast.engine.member;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.ordering.CatchUp;
import org.ordercast.engine.ordering.OrderState;
import org.ordercast.engine.protocol.ControlSender;
import org.ordercast.engine.protocol.MemberContext;

/**
 * The role of a member that was the sequencer when its last life ended: it goes on as the sequencer of the next epoch,
 * once its log has everything that anybody may hold of the order.
 *
 * <p>What others hold was in this member's log before it was sent. If that log has lost nothing, there is nothing to ask.
 * Otherwise, every member of the log's last view is asked, for each may hold what the log has lost: that view was forced
 * to the disk before anything that follows it was sent, so there is no other member to ask. What somebody holds beyond
 * the log's end is fetched from there. While one of them does not answer, the group waits. It waits, too, while the log is
 * damaged where it says how far publishers have come, for a message that is sent again must not be ordered again.
 */
final class Recovering implements Role {

    private static final Set<FrameType> HEARD = EnumSet.of(FrameType.HELLO, FrameType.WELCOME);

    private static final long HELLO_INTERVAL = 100_000_000;

    private record Answer(MemberIdentity member, long sequence) {}

    private final MemberContext context;
    private final ControlSender control;
    private final Transitions transitions;
    private final OrderState order;
    private final CatchUp catchUp;

    /** The ids of those who have not said what they hold. */
    private final Set<String> silent = new TreeSet<>();

    private final Map<String, Answer> answers = new HashMap<>();

    /** Whether the log lacks nothing; where it does, this role is begun anew once that is repaired. */
    private final boolean whole;

    private long helloAt;

    Recovering(MemberContext context, Transitions transitions, OrderState order, LogState last, long now) {
        this.context = context;
        this.control = new ControlSender(context);
        this.transitions = transitions;
        this.order = order;
        this.catchUp = new CatchUp(context.fetcher(), order);
        this.whole = context.log().isWhole();
        this.helloAt = now;
        if (!context.log().isComplete()) {
            last.view().identities().forEach(member -> silent.add(member.id()));
            silent.remove(context.self().id());
        }
    }

    @Override
    public Set<FrameType> hears() {
        return HEARD;
    }

    @Override
    public void onHello(HelloFrame hello, long now) {
        if (hello.supports() != context.self().incarnation()) {
            // What it says may be old: it did not say it to this life.
            return;
        }
        if (hello.order() == order.order()) {
            answers.put(hello.member().id(), new Answer(hello.member(), hello.sequence()));
            context.log().onPeer(hello.member());
            silent.remove(hello.member().id());
        } else if (hello.order() == 0) {
            // It has lost what it had of this order, and can give nothing back.
            silent.remove(hello.member().id());
        }
    }

    @Override
    public void onWelcome(WelcomeFrame welcome, long now) {
        if (welcome.order() == order.order() && welcome.epoch() > order.epoch()) {
            catchUp.stop();
            transitions.await("another member took the sequencer's role in epoch " + welcome.epoch(), now);
        }
    }

    @Override
    public void onFetched(LogRecord record, long now) {
        String wrong = catchUp.onRecord(record);
        if (wrong != null && !whole) {
            catchUp.stop();
        } else if (wrong != null) {
            catchUp.stop();
            transitions.fail("this member's log and that from which it recovers the order differ: " + wrong);
        }
    }

    @Override
    public void onFetchEnded(boolean complete, long now) {
        catchUp.onEnded();
    }

    @Override
    public void onTurnEnd(long now) {
        context.log().flush();
        Answer ahead = furthest();
        if (silent.isEmpty() && ahead == null && whole) {
            catchUp.stop();
            transitions.lead("recovered the order up to sequence " + order.sequence(), now);
            return;
        }
        if (now >= helloAt) {
            helloAt = now + HELLO_INTERVAL;
            HelloFrame hello = new HelloFrame(
                    HelloFrame.Intent.RECOVER, 0, order.order(), order.epoch(), order.sequence(), 0, context.self());
            control.multicast(FrameType.HELLO, hello::write);
            if (ahead != null && !catchUp.isRunning()) {
                catchUp.begin(ahead.member.endpoint());
            }
        }
        transitions.become(MemberState.RECOVERING, reason(ahead));
    }

    /** Who holds the most, of those who hold more than this member; null if nobody does. */
    private @Nullable Answer furthest() {
        Answer furthest = null;
        for (Answer answer : answers.values()) {
            if (answer.sequence > (furthest == null ? order.sequence() : furthest.sequence)) {
                furthest = answer;
            }
        }
        return furthest;
    }

    private String reason(@Nullable Answer ahead) {
        if (!silent.isEmpty()) {
            return "its log may have lost messages after sequence " + order.sequence() + ", which "
                    + List.copyOf(silent) + " may hold; waits for them to say so";
        }
        if (ahead == null) {
            return whole
                    ? "has recovered the order"
                    : "its log is damaged, and it waits until that is repaired from a member that holds what is lost";
        }
        return "gets sequences " + (order.sequence() + 1) + " to " + ahead.sequence + " back from member '"
                + ahead.member.id() + "'";
    }

    @Override
    public long deadline() {
        return helloAt;
    }

    @Override
    public void leave(long now) {
        catchUp.stop();
    }
}
