package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;

/** A state that hostile datagrams may find a member in. */
enum Situation {
    DISCOVERING,
    CLAIMING,
    JOINING,
    FOLLOWING,
    SEQUENCING,
    WAITING,
    CATCHING_UP,
    RECOVERING,
    FAILED,
    STOPPED;

    /** A member in a state, and the datagrams that were seen on its network. */
    record Target(TestMember member, List<ByteBuffer> seen, long now) {}

    /** A member of a small group that comes into this state. */
    Target target() {
        TestNetwork network = new TestNetwork();
        TestMember alpha = network.start("alpha", 1);
        network.runUntil(() -> alpha.state() == MemberState.SEQUENCING);
        TestMember beta = network.start("beta", 2);
        network.runUntil(() -> beta.state() == MemberState.FOLLOWING);
        beta.publish("one");
        alpha.publish(5_000, Acknowledgement.STABLE);
        beta.publish("two");
        TestPublication large = beta.publish(4_000, Acknowledgement.COMMITTED);
        network.runUntil(() -> !large.isOpen());
        TestMember target = prepare(network, alpha, beta);
        target.sender().take();
        List<ByteBuffer> seen = new ArrayList<>(network.seen());
        seen.addAll(ForgedDatagrams.strays());
        seen.removeIf(
                datagram -> FrameHeader.source(datagram) == target.identity().incarnation());
        return new Target(target, seen, network.now());
    }

    private TestMember prepare(TestNetwork network, TestMember alpha, TestMember beta) {
        switch (this) {
            case DISCOVERING -> {
                network.remove(alpha);
                network.remove(beta);
                return network.start("gamma", 3);
            }
            case CLAIMING -> {
                network.remove(alpha);
                network.remove(beta);
                TestMember gamma = network.start("gamma", 3);
                network.runUntil(() -> gamma.state() == MemberState.CLAIMING);
                return gamma;
            }
            case JOINING -> {
                network.lose((from, to, type, unicast) -> type == FrameType.ORDER);
                TestMember gamma = network.start("gamma", 3);
                network.runUntil(() -> gamma.snapshot().epoch() == 1);
                return gamma;
            }
            case FOLLOWING -> {
                return beta;
            }
            case SEQUENCING -> {
                return alpha;
            }
            case WAITING -> {
                network.remove(alpha);
                network.runUntil(() -> beta.state() == MemberState.WAITING);
                return beta;
            }
            case CATCHING_UP -> {
                network.serveLogs();
                TestMember again = network.restart(beta, 12, true);
                network.lose((from, to, type, unicast) -> type == FrameType.ORDER);
                network.runUntil(() -> again.state() == MemberState.JOINING);
                return again;
            }
            case RECOVERING -> {
                network.serveLogs();
                network.remove(beta);
                TestMember again = network.restart(alpha, 11, false);
                network.runUntil(() -> again.state() == MemberState.RECOVERING);
                return again;
            }
            case FAILED -> {
                ForgedDatagrams.diverge(beta, network);
                assertThat(beta.state()).isEqualTo(MemberState.FAILED);
                return beta;
            }
            case STOPPED -> {
                beta.protocol().leave(network.now());
                return beta;
            }
        }
        throw new AssertionError(this);
    }
}
