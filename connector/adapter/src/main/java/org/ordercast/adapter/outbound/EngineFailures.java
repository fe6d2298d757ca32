package org.ordercast.adapter.outbound;

import org.ordercast.GroupUnavailableException;
import org.ordercast.MessageTooLargeException;
import org.ordercast.OrdercastException;
import org.ordercast.SendTimeoutException;
import org.ordercast.engine.GroupFailedException;
import org.ordercast.engine.MemberClosedException;
import org.ordercast.engine.NoRoomException;
import org.ordercast.engine.PayloadTooLargeException;

/** Says in the application's terms why the engine did not take a message. */
final class EngineFailures {

    private EngineFailures() {}

    static OrdercastException refused(RuntimeException failure) {
        String what = "nothing was sent: " + failure.getMessage();
        if (failure instanceof NoRoomException) {
            return new SendTimeoutException(what, failure);
        }
        if (failure instanceof PayloadTooLargeException) {
            return new MessageTooLargeException(what, failure);
        }
        if (isOfTheMember(failure)) {
            return new GroupUnavailableException(what, failure);
        }
        throw failure;
    }

    /** Whether nothing can be sent any more, rather than just this message. */
    static boolean isOfTheMember(Throwable failure) {
        return failure instanceof MemberClosedException || failure instanceof GroupFailedException;
    }
}
