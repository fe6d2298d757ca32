package org.ordercast.engine.simulation;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ordercast.engine.Counter;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.member.MemberProtocol;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.protocol.Counters;

/** Requires of a member of a group with keys that what no member sealed changes nothing, and that nothing is taken twice. */
final class ForgeryCheck {

    private static final List<Counter> DROPS =
            List.of(Counter.DROPPED_FOREIGN_GROUP, Counter.DROPPED_UNAUTHENTICATED, Counter.DROPPED_REPLAYED);

    private final MemberIdentity member;
    private final MemberProtocol protocol;
    private final LifeLog log;
    private final Counters counters;
    private final SimulatedNetwork network;
    private final Set<Sealed> taken = new HashSet<>();

    private record Sealed(long sender, long counter) {}

    ForgeryCheck(
            MemberIdentity member, MemberProtocol protocol, LifeLog log, Counters counters, SimulatedNetwork network) {
        this.member = member;
        this.protocol = protocol;
        this.log = log;
        this.counters = counters;
        this.network = network;
    }

    /** Has the member read a datagram, and looks what that has changed. */
    void whileReading(byte[] datagram, Runnable reading) {
        ByteBuffer frame = ByteBuffer.wrap(datagram);
        if (network.isForged(datagram)) {
            readForged(reading);
        } else if (FrameHeader.source(frame) != member.incarnation()) {
            readSealed(new Sealed(FrameHeader.source(frame), FrameHeader.counter(frame)), reading);
        } else {
            reading.run();
        }
    }

    private void readForged(Runnable reading) {
        GroupSnapshot before = protocol.snapshot();
        long records = log.appended();
        long sent = network.datagramsSent();
        reading.run();
        GroupSnapshot after = protocol.snapshot();
        if (log.appended() != records || network.datagramsSent() != sent || !after.equals(before)) {
            throw violation("heeds a datagram that no member sealed: " + before + " became " + after);
        }
    }

    private void readSealed(Sealed name, Runnable reading) {
        long before = drops();
        reading.run();
        boolean dropped = drops() > before;
        if (!dropped && !taken.add(name)) {
            throw violation("takes a datagram again: " + name);
        }
    }

    private long drops() {
        return DROPS.stream().mapToLong(counters::get).sum();
    }

    private InvariantViolation violation(String what) {
        return new InvariantViolation(Invariant.NO_FORGERY, member.id() + " " + what);
    }
}
