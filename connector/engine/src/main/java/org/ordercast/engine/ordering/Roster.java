package org.ordercast.engine.ordering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.frame.LeaveFrame;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.frame.RefuseFrame;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.protocol.ControlSender;
import org.ordercast.engine.protocol.MemberContext;
import org.ordercast.engine.publishing.OwnMessages;

/**
 * The sequencer's list of members: who is in the view, who wants to be, who leaves, who was there. A change becomes a
 * view in the order stream, and takes effect where it stands there.
 */
final class Roster {

    /** How long a member may be silent before another with its id takes its place, in nanoseconds. */
    private static final long TAKEOVER_SILENCE = 1_000_000_000;

    /** How long between two refusals of senders that are no longer in the view, in nanoseconds. */
    private static final long REFUSAL_INTERVAL = 50_000_000;

    /** How many bytes behind a member may join: it catches up with them while the others' frames wait in its window. */
    private static final long MAX_JOIN_LAG = 512 * 1024;

    /** A member that is gone, how many of its messages are ordered, and from when on it may come back. */
    private record Former(@Nullable MemberIdentity identity, long published, int evictions, long readmittedAt) {}

    private final MemberContext context;
    private final ControlSender control;
    private final OrderState state;
    private final OwnMessages own;
    private final OrderStream order;
    private final long epoch;

    /** The view's members in the order in which they joined, this one first. */
    private final Map<Long, Participant> participants = new LinkedHashMap<>();

    private final Map<Long, MemberIdentity> joining = new LinkedHashMap<>();
    private final Set<Long> leaving = new LinkedHashSet<>();

    /** Those of {@link #leaving} that said so: a life that has ended does not come back. */
    private final Set<Long> farewells = new HashSet<>();

    /** Members that are gone without a farewell, and how many of their messages are ordered, for when they come back. */
    private final Map<Long, Former> departed = new HashMap<>();

    private final Participant self;
    private final Evictions evictions;
    private final Invitations invitations;
    private List<Participant> members = List.of();

    /** Members that the newest view no longer has, until that view has gone out. */
    private final List<Participant> outgoing = new ArrayList<>();

    /** The frame in which the newest view ends. */
    private long viewFrame;

    private long refusedAt;

    /** Begins with a view of this member alone. */
    Roster(
            MemberContext context,
            ControlSender control,
            OrderState state,
            OwnMessages own,
            OrderStream order,
            long epoch,
            long now) {
        this.context = context;
        this.control = control;
        this.state = state;
        this.own = own;
        this.order = order;
        this.epoch = epoch;
        this.refusedAt = now;
        context.log()
                .state()
                .publishers()
                .forEach(
                        publisher -> departed.put(publisher.incarnation(), new Former(null, publisher.last(), 0, now)));
        // Its log has all that was before, so that it counts for what is not committed yet.
        this.self = newParticipant(context.self(), 0, 0, now);
        self.welcomed = true;
        participants.put(context.self().incarnation(), self);
        this.evictions = new Evictions(context, order, self, now);
        installView(now);
        this.invitations = new Invitations(context.random(), state.view());
    }

    /** This member. */
    Participant self() {
        return self;
    }

    /** The view's members in the order in which they joined, this one first. */
    List<Participant> members() {
        return members;
    }

    /**
     * The members that count for what is committed and stable: those of the newest view, and until that has gone out, for
     * the log might forget it, those whom it removes.
     */
    List<Participant> holders() {
        if (outgoing.isEmpty()) {
            return members;
        }
        List<Participant> all = new ArrayList<>(members);
        all.addAll(outgoing);
        return all;
    }

    /** Whether a member waits to be let in. */
    boolean hasJoining() {
        return !joining.isEmpty();
    }

    /** The member of that incarnation, or null if it is not in the view. */
    @Nullable
    Participant find(long incarnation) {
        return participants.get(incarnation);
    }

    /** The member that sent something in this epoch and as it last joined; null, and counted, if it is not in the view. */
    @Nullable
    Participant sender(long source, long senderEpoch, long joined, long now) {
        Participant member = participants.get(source);
        if (senderEpoch != epoch || (member != null && member.joined != joined)) {
            context.counters().increment(Counter.DROPPED_OLD_EPOCH);
            return null;
        }
        if (member == null) {
            context.counters().increment(Counter.DROPPED_UNKNOWN_SENDER);
            Former former = departed.get(source);
            if (former != null && former.identity != null && now - refusedAt >= REFUSAL_INTERVAL) {
                refusedAt = now;
                refuse(former.identity, RefuseFrame.Reason.NOT_IN_VIEW);
            }
        }
        return member;
    }

    /** Takes a member's word that it looks for the group, or waits for a sequencer. */
    void onHello(HelloFrame hello, long now) {
        MemberIdentity member = hello.member();
        Participant known = participants.get(member.incarnation());
        if (isBoundElsewhere(hello) || mustStayOut(member, now)) {
            return;
        }
        if (known == null) {
            onStranger(hello, now);
        } else if (!known.isEstablished()) {
            known.welcomed = false;
        } else if (now - known.heardAt > TAKEOVER_SILENCE
                && hello.intent() == HelloFrame.Intent.SEEK
                && isInvited(hello)) {
            leaving.add(member.incarnation());
        }
    }

    private void onStranger(HelloFrame hello, long now) {
        MemberIdentity member = hello.member();
        if (!isInvited(hello)) {
            return;
        }
        if (isIdInUse(member, now)) {
            refuse(member, RefuseFrame.Reason.ID_IN_USE);
        } else if (participants.size() + joining.size() >= View.MAX_MEMBERS) {
            refuse(member, RefuseFrame.Reason.GROUP_FULL);
        } else if (hello.order() != 0 && context.log().bytesAfter(hello.sequence()) > MAX_JOIN_LAG) {
            refuse(member, RefuseFrame.Reason.BEHIND);
        } else {
            joining.put(member.incarnation(), member);
        }
    }

    /** Whether this is a hello that the sequencer asked for; if not, asks for one. */
    private boolean isInvited(HelloFrame hello) {
        boolean invited = invitations.isValid(hello.member().id(), hello.invitation());
        if (!invited) {
            refuse(hello.member(), RefuseFrame.Reason.NOT_INVITED);
        }
        return invited;
    }

    /** Whether it has a part of another order: let in, it would not follow, and hold the others back. */
    private boolean isBoundElsewhere(HelloFrame hello) {
        return hello.order() != 0 && hello.order() != state.order();
    }

    private boolean mustStayOut(MemberIdentity member, long now) {
        Former former = departed.get(member.incarnation());
        return former != null && now < former.readmittedAt;
    }

    /** Whether another live member has its id, or is about to be let in with it; one that is silent makes way. */
    private boolean isIdInUse(MemberIdentity member, long now) {
        for (MemberIdentity other : joining.values()) {
            if (other.id().equals(member.id()) && other.incarnation() != member.incarnation()) {
                return true;
            }
        }
        for (Participant other : members) {
            if (other.identity.id().equals(member.id())) {
                if (other == self || now - other.heardAt <= TAKEOVER_SILENCE) {
                    return true;
                }
                leaving.add(other.identity.incarnation());
            }
        }
        return false;
    }

    /** Takes a member's farewell, whether it is in the view or on its way there. */
    void onLeave(long source, LeaveFrame leave, long now) {
        joining.remove(source);
        if (sender(source, leave.epoch(), leave.joined(), now) != null) {
            leaving.add(source);
            farewells.add(source);
        }
    }

    /** Marks those that have been silent, or held the others back, for too long. */
    void evict(long now) {
        for (Evictions.Eviction eviction : evictions.due(members, now)) {
            Participant member = eviction.member();
            if (leaving.add(member.identity.incarnation())) {
                evictions.count(member, now);
                context.events()
                        .warning("member '" + member.identity.id() + "' at " + member.identity.endpoint() + " "
                                + eviction.fault() + " and is evicted; when it is heard again, it joins anew and "
                                + (evictions.losesNothing()
                                        ? "catches up with what it missed"
                                        : "is told what it missed"));
            }
        }
    }

    /** When {@link #evict} may find somebody to evict. */
    long deadline() {
        return evictions.deadline(members, leaving);
    }

    /**
     * Installs a view, if the members are to change and it may be now. Joins wait until no message is half ordered: a
     * newcomer could not put it together.
     *
     * @return whether it did
     */
    boolean changeView(long now) {
        boolean joins = !joining.isEmpty() && !isMessageHalfOrdered();
        if ((leaving.isEmpty() && !joins) || !order.hasRoomForView()) {
            return false;
        }
        order.flush(now);
        removeLeaving(now);
        if (joins) {
            addJoining(now);
        }
        installView(now);
        invitations.onView(state.view());
        return true;
    }

    /**
     * Takes note of how far the order has gone out. Newcomers are welcomed once their view has: until then, the log might
     * forget that they were let in.
     *
     * @return whether members do not count any more
     */
    boolean onSent() {
        for (Participant member : members) {
            if (!member.welcomed && member.firstFrame <= order.sentFrame()) {
                member.welcomed = true;
                welcome(member);
            }
        }
        boolean left = !outgoing.isEmpty() && viewFrame <= order.sentFrame();
        if (left) {
            outgoing.clear();
        }
        return left;
    }

    private boolean isMessageHalfOrdered() {
        boolean half = own.isInParts();
        for (Participant member : members) {
            half |= member.progress.isInParts() && !leaving.contains(member.identity.incarnation());
        }
        return half;
    }

    private void removeLeaving(long now) {
        for (long incarnation : leaving) {
            Participant member = participants.remove(incarnation);
            if (member != null) {
                outgoing.add(member);
            }
            if (member != null && !farewells.contains(incarnation)) {
                departed.put(
                        incarnation,
                        new Former(
                                member.identity,
                                member.progress.published(),
                                member.evictions,
                                now + evictions.stayOutTime(member.evictions)));
            }
        }
        leaving.clear();
        farewells.clear();
    }

    private void addJoining(long now) {
        for (MemberIdentity member : joining.values()) {
            Former before = departed.remove(member.incarnation());
            Participant participant =
                    newParticipant(member, state.sequence(), before == null ? 0 : before.published, now);
            participant.evictions = before == null ? 0 : before.evictions;
            participants.put(member.incarnation(), participant);
        }
        joining.clear();
    }

    private Participant newParticipant(MemberIdentity member, long sequenceBefore, long published, long now) {
        return new Participant(
                member,
                state.view().number() + 1,
                order.lastFrame() + 1,
                sequenceBefore,
                state.digest(),
                published,
                now,
                context.random(),
                context.frames(),
                context.settings().windowSize(),
                NakFrame.maxRanges(context.maxDatagramSize()));
    }

    private void installView(long now) {
        members = List.copyOf(participants.values());
        List<View.Participant> published = members.stream()
                .map(member -> new View.Participant(
                        member.identity, member == self ? own.published() : member.progress.published()))
                .toList();
        order.addView(new View(state.view().number() + 1, published), now);
        viewFrame = order.lastFrame();
    }

    private void welcome(Participant member) {
        WelcomeFrame welcome = new WelcomeFrame(
                member.identity.incarnation(),
                state.order(),
                epoch,
                member.joined,
                member.firstFrame,
                member.sequenceBefore,
                member.digestBefore,
                context.maxDatagramSize(),
                context.self());
        control.unicast(member.identity.endpoint(), FrameType.WELCOME, welcome::write);
    }

    private void refuse(MemberIdentity member, RefuseFrame.Reason reason) {
        RefuseFrame refusal = new RefuseFrame(
                member.incarnation(), epoch, state.view().number(), invitations.current(), reason, context.self());
        control.unicast(member.endpoint(), FrameType.REFUSE, refusal::write);
    }
}
