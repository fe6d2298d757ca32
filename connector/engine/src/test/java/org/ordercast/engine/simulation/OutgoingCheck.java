package org.ordercast.engine.simulation;

import java.nio.ByteBuffer;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.protocol.DatagramSender;

/** Requires of every datagram that a member sends that it fits the path. */
final class OutgoingCheck implements DatagramSender {

    private final MemberIdentity member;
    private final DatagramSender next;
    private final int maxDatagramSize;

    OutgoingCheck(MemberIdentity member, DatagramSender next, int maxDatagramSize) {
        this.member = member;
        this.next = next;
        this.maxDatagramSize = maxDatagramSize;
    }

    @Override
    public void multicast(ByteBuffer datagram) {
        check(datagram);
        next.multicast(datagram);
    }

    @Override
    public void unicast(Endpoint to, ByteBuffer datagram) {
        check(datagram);
        next.unicast(to, datagram);
    }

    private void check(ByteBuffer datagram) {
        if (!datagram.hasRemaining() || datagram.remaining() > maxDatagramSize) {
            throw new InvariantViolation(
                    Invariant.BOUNDED,
                    member.id() + " sends a datagram of " + datagram.remaining() + " bytes; 1 to " + maxDatagramSize);
        }
    }
}
