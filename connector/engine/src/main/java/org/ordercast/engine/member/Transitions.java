package org.ordercast.engine.member;

import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.WelcomeFrame;

/** How a role gives way to the next. After a call that changes the role, the role that called is over. */
interface Transitions {

    /** Says what the member is doing within its role. */
    void become(MemberState state, String reason);

    /** Seeks a sequencer, from the beginning. */
    void seek(String reason, long now);

    /** Takes up the sequencer's role: of a new group, or in the next epoch of the order that this member has recovered. */
    void lead(String reason, long now);

    /** Follows a sequencer of a group that this member was not in before. */
    void follow(WelcomeFrame welcome, long now);

    /** Waits for a sequencer of the order that this member has a part of. */
    void await(String reason, long now);

    /** Stops, because safety cannot be had. */
    void fail(String reason);
}
