package org.ordercast.engine.simulation;

import java.nio.ByteBuffer;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.protocol.DatagramSender;

/** Requires of every datagram that a member sends that it fits the path, and of repair that it keeps to its rate. */
final class OutgoingCheck implements DatagramSender {

    private final MemberIdentity member;
    private final DatagramSender next;
    private final int maxDatagramSize;
    private final RepairPace repair;
    private final Timeline timeline;

    OutgoingCheck(
            MemberIdentity member, DatagramSender next, int maxDatagramSize, RepairPace repair, Timeline timeline) {
        this.member = member;
        this.next = next;
        this.maxDatagramSize = maxDatagramSize;
        this.repair = repair;
        this.timeline = timeline;
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
        repair.sent(datagram, timeline.now());
    }
}
