package org.ordercast.engine.membership;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of a group from one place in the order on.
 *
 * @param number the view's number; it grows with each view of the group
 * @param members the members, in the order in which they joined; the sequencer is one of them
 */
public record View(long number, List<Participant> members) {

    /** The most members that a view may have. */
    public static final int MAX_MEMBERS = 256;

    /** A view before the first. */
    public static final View NONE = new View(0, List.of());

    /**
     * Keeps its own copy of the members.
     *
     * @param number the view's number
     * @param members the members
     */
    public View {
        members = List.copyOf(members);
    }

    /**
     * A member, and how much of what it published is ordered before the view.
     *
     * @param identity who it is
     * @param published the number of its last message before the view, 0 for none
     */
    public record Participant(MemberIdentity identity, long published) {}

    /**
     * Finds a member.
     *
     * @param incarnation the member's life
     * @return who it is, or null if it is not in this view
     */
    public @Nullable MemberIdentity find(long incarnation) {
        for (Participant member : members) {
            if (member.identity().incarnation() == incarnation) {
                return member.identity();
            }
        }
        return null;
    }

    /**
     * The identities of the members.
     *
     * @return a list in the order in which they joined
     */
    public List<MemberIdentity> identities() {
        return members.stream().map(Participant::identity).toList();
    }
}
