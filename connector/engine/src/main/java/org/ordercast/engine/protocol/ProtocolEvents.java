package org.ordercast.engine.protocol;

import java.util.List;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.membership.MemberIdentity;

/** What a member's operator is told. Called on the protocol's thread; must return at once. */
public interface ProtocolEvents {

    /**
     * The member's state changed.
     *
     * @param from the state before
     * @param to the state now
     * @param reason why, as one sentence
     */
    void stateChanged(MemberState from, MemberState to, String reason);

    /**
     * A view of the group took effect.
     *
     * @param view the view's number
     * @param members the members, in the order in which they joined
     */
    void viewChanged(long view, List<MemberIdentity> members);

    /**
     * Something that an operator should see, although the group goes on.
     *
     * @param message what happened and what to do, as one sentence
     */
    void warning(String message);
}
