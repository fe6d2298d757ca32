package org.ordercast.engine.driver;

import org.ordercast.engine.GroupFailedException;
import org.ordercast.engine.MemberClosedException;
import org.ordercast.engine.MemberState;

/**
 * Why a member runs no more, as its users are told.
 *
 * @param state {@link MemberState#STOPPED} or {@link MemberState#FAILED}
 * @param reason what happened, to which group and member, as one sentence
 */
record MemberEnd(MemberState state, String reason) {

    /** Makes an exception of its own for each caller, for a stack trace belongs to one. */
    RuntimeException exception() {
        return state == MemberState.FAILED ? new GroupFailedException(reason) : new MemberClosedException(reason);
    }
}
