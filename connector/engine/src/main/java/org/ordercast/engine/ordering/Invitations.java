package org.ordercast.engine.ordering;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;

/**
 * Tells a new hello from an old one: a datagram may come late, when the life that sent it has ended and another one with its
 * member id has taken part since. Let in then, the dead life would take the place that the log keeps for its member's
 * newest, and a message of the newest one that is sent again would be ordered again.
 *
 * <p>So a join takes a round trip. The sequencer invites, and who is invited says so in its next hello. An invitation
 * stands for the view that was the newest when it was given, and is void as soon as a life of its member id has joined or
 * left since. So there is nothing to keep for those who are invited, who may be anybody.
 */
final class Invitations {

    /** The invitation of view 0, at random: that of another epoch or another sequencer is none of this one's. */
    private final long base;

    /** For each member id whose lives have joined or left in this epoch, the view of the last such change. */
    private final Map<String, Long> changes = new HashMap<>();

    private final long firstView;
    private View newest;

    /** Begins with the view in which the sequencer is alone. */
    Invitations(RandomGenerator random, View first) {
        this.base = random.nextLong();
        this.firstView = first.number();
        this.newest = first;
    }

    /** Takes note of a view that follows. */
    void onView(View next) {
        noteMissing(newest, next, next.number());
        noteMissing(next, newest, next.number());
        newest = next;
    }

    private void noteMissing(View of, View in, long changedIn) {
        for (MemberIdentity member : of.identities()) {
            if (in.find(member.incarnation()) == null) {
                changes.put(member.id(), changedIn);
            }
        }
    }

    /** The invitation to give now. */
    long current() {
        return base + newest.number();
    }

    /** Whether an invitation was given since the last life of that member id joined or left. */
    boolean isValid(String memberId, long invitation) {
        long view = invitation - base;
        return view >= changes.getOrDefault(memberId, firstView) && view <= newest.number();
    }
}
