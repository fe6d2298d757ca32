package org.ordercast.engine.ordering;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ordercast.engine.Counter;
import org.ordercast.engine.protocol.MemberContext;

/**
 * Who has to leave the view: a member that is silent; one that was let in and does not say so; one whose message stays
 * half ordered, for nobody may join and no other large message may begin meanwhile; and, where it loses nothing by it for
 * it can catch up from the log, one that keeps the window closed and hardly moves ({@link Patience}).
 */
final class Evictions {

    /** The least that a member is given to take up its place, unless it may not be silent for that long at all. */
    private static final long MIN_JOIN_TIMEOUT = 1_000_000_000;

    /** After how many member timeouts in the view an earlier eviction does not count any more. */
    private static final int LONG_STAY = 10;

    private static final long MILLISECOND = 1_000_000;

    /** A member that has to leave, and what it did. */
    record Eviction(Participant member, String fault) {}

    private final MemberContext context;
    private final OrderStream order;
    private final Participant self;
    private final long memberTimeout;

    /** How long a member that is let in may take to say so. */
    private final long joinTimeout;

    private long aliveAt;
    private long pausedAt;

    Evictions(MemberContext context, OrderStream order, Participant self, long now) {
        this.context = context;
        this.order = order;
        this.self = self;
        this.memberTimeout = context.settings().memberTimeout().toNanos();
        this.joinTimeout = Math.max(memberTimeout / 4, Math.min(memberTimeout, MIN_JOIN_TIMEOUT));
        this.aliveAt = now;
        this.pausedAt = now;
    }

    /** Who has to leave now. Asked in each turn. */
    List<Eviction> due(List<Participant> members, long now) {
        noticePause(members, now);
        lookAtWindow(members, now);
        List<Eviction> due = new ArrayList<>();
        for (Participant member : members) {
            if (member == self) {
                continue;
            }
            if (now > evictedAt(member)) {
                due.add(new Eviction(member, fault(member, now)));
            } else if (member.patience.isOver() && losesNothing()) {
                due.add(new Eviction(
                        member,
                        "is " + (order.sentFrame() - member.acknowledgedFrame)
                                + " frames behind, holds the others back"));
            }
        }
        return due;
    }

    /** Takes note that a member was evicted. */
    void count(Participant member, long now) {
        member.evictions = now - member.joinedAt > LONG_STAY * memberTimeout ? 1 : member.evictions + 1;
        context.counters().increment(Counter.EVICTIONS);
    }

    /** Whether a member that leaves the view loses nothing by it, for the log keeps what it misses. */
    boolean losesNothing() {
        return context.log().bytesAfter(order.sentSequence()) >= 0;
    }

    /** For how long one must stay out that is evicted again and again, such as over a link that works in one direction. */
    long stayOutTime(int evictions) {
        return evictions < 2 ? 0 : memberTimeout << Math.min(evictions - 2, 3);
    }

    /** When {@link #due} may find somebody who is not leaving already. */
    long deadline(List<Participant> members, Set<Long> leaving) {
        long deadline = Long.MAX_VALUE;
        for (Participant member : members) {
            if (member != self && !leaving.contains(member.identity.incarnation())) {
                deadline = Math.min(deadline, evictedAt(member) + 1);
                if (member.patience.deadline() < deadline && losesNothing()) {
                    deadline = member.patience.deadline();
                }
            }
        }
        return deadline;
    }

    /** Takes note of who keeps the window closed: whoever does not even hold the first half of what is in it. */
    private void lookAtWindow(List<Participant> members, long now) {
        boolean full = order.isWindowFull();
        long lowest = self.acknowledgedFrame;
        for (Participant member : members) {
            lowest = Math.min(lowest, member.acknowledgedFrame);
        }
        long window = order.sentFrame() - lowest;
        for (Participant member : members) {
            boolean keepsClosed = full && order.sentFrame() - member.acknowledgedFrame > window / 2;
            member.patience.look(keepsClosed, member.acknowledgedFrame, window, now);
        }
    }

    private long evictedAt(Participant member) {
        long evictedAt = member.heardAt + memberTimeout;
        if (!member.isEstablished()) {
            evictedAt = Math.min(evictedAt, Math.max(member.joinedAt, pausedAt) + joinTimeout);
        }
        if (member.isStuck()) {
            evictedAt = Math.min(evictedAt, Math.max(member.orderedAt, pausedAt) + memberTimeout);
        }
        return evictedAt;
    }

    private String fault(Participant member, long now) {
        if (now > member.heardAt + memberTimeout) {
            return "was not heard for " + memberTimeout / MILLISECOND + " ms";
        }
        return member.isEstablished()
                ? "did not go on with a message for " + memberTimeout / MILLISECOND + " ms"
                : "did not take up its place within " + joinTimeout / MILLISECOND + " ms";
    }

    /** A sequencer that stood still heard nobody meanwhile, which does not make anybody silent. */
    private void noticePause(List<Participant> members, long now) {
        if (now - aliveAt > memberTimeout / 4) {
            for (Participant member : members) {
                member.heardAt = now;
                member.patience.renew(now);
            }
            pausedAt = now;
        }
        aliveAt = now;
    }
}
