package org.ordercast.engine.simulation;

import java.nio.ByteBuffer;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.protocol.DatagramSender;

/** Requires of every datagram of a group with keys that it leaves its member sealed, with a nonce of its own. */
final class SealCheck implements DatagramSender {

    private final MemberIdentity member;
    private final Checker checker;
    private final DatagramSender next;

    SealCheck(MemberIdentity member, Checker checker, DatagramSender next) {
        this.member = member;
        this.checker = checker;
        this.next = next;
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
        ByteBuffer frame = datagram.slice();
        if (!FrameHeader.looksSealed(frame) || FrameHeader.source(frame) != member.incarnation()) {
            throw new InvariantViolation(
                    Invariant.UNIQUE_NONCES, member.id() + " sends a datagram that it has not sealed");
        }
        checker.sealed(member, FrameHeader.keyId(frame), FrameHeader.counter(frame));
    }
}
