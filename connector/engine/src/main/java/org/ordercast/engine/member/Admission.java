package org.ordercast.engine.member;

import java.util.List;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.ordering.OrderState;
import org.ordercast.engine.protocol.MemberContext;

/** Where a welcome lets this member into the order, seen from where its own part of the order ends. */
final class Admission {

    private final MemberContext context;
    private final OrderState order;

    Admission(MemberContext context, OrderState order) {
        this.context = context;
        this.order = order;
    }

    /** Whether a welcome takes the place of the one before. */
    static boolean isNewer(WelcomeFrame welcome, WelcomeFrame than) {
        return welcome.order() == than.order()
                && (welcome.epoch() > than.epoch()
                        || (welcome.epoch() == than.epoch()
                                && welcome.sequencer().equals(than.sequencer())
                                && welcome.view() > than.view()));
    }

    /**
     * Whether this member has been in the log behind the view in which a welcome lets it in: it came late, or that log was
     * read while it was on its way. The sequencer will find that this member does not take its place up, and let it in anew.
     */
    boolean isBeyond(WelcomeFrame welcome) {
        return welcome.epoch() <= order.epoch()
                && welcome.view() <= order.view().number();
    }

    /** Whether this member stands where the welcome lets it in. */
    boolean isCaughtUp(WelcomeFrame welcome) {
        return order.sequence() == welcome.sequence() && order.digest() == welcome.digest();
    }

    /** Begins an order that is new to this member, of which it gets no more than what comes from here on. */
    void enterNew(WelcomeFrame welcome) {
        LogState before = stateBefore(welcome);
        order.standAt(before);
        context.log().begin(before);
    }

    /** Goes to where the sequencer says that the order stands, for no log holds what leads there. */
    void passOver(WelcomeFrame welcome) {
        long missed = welcome.sequence() - order.sequence();
        if (missed > 0) {
            context.counters().add(Counter.MESSAGES_MISSED, missed);
            order.missed(
                    order.epoch(),
                    welcome.sequence(),
                    welcome.digest(),
                    "this member was out of the group when they were ordered");
        }
        LogState before = stateBefore(welcome);
        order.standAt(before);
        context.log()
                .append(new LogRecord.Checkpoint(
                        before.withPublishers(context.log().state().publishers())));
    }

    /** Enters the welcome's epoch: this member stands where its frames begin. */
    void enterEpoch(WelcomeFrame welcome) {
        MemberIdentity sequencer = welcome.sequencer();
        order.enter(
                new LogRecord.EpochStart(welcome.order(), welcome.epoch(), sequencer.id(), sequencer.incarnation()));
        order.begin(welcome.epoch());
    }

    private static LogState stateBefore(WelcomeFrame welcome) {
        return new LogState(
                welcome.order(),
                welcome.epoch(),
                welcome.sequencer().id(),
                welcome.sequencer().incarnation(),
                welcome.sequence(),
                welcome.digest(),
                new View(welcome.view() - 1, List.of()),
                0,
                List.of());
    }
}
