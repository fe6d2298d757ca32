package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Counter;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;

/** A group that has lost its sequencer, or has two. */
class SequencerLossTest {

    private final TestNetwork network = new TestNetwork();

    @Test
    void withoutItsSequencerTheGroupWaitsAndNobodyClaims() {
        List<TestMember> members = network.group("alpha", "beta", "gamma");
        network.runUntilComplete(List.of(members.get(1).publish("before")));
        network.run(Duration.ofMillis(50));
        members.get(0).protocol().leave(network.now());
        TestMember newcomer = network.start("aaa", 9);
        network.run(Duration.ofSeconds(30));

        assertThat(members.get(1).state()).isEqualTo(MemberState.WAITING);
        assertThat(members.get(2).state()).isEqualTo(MemberState.WAITING);
        assertThat(newcomer.state()).isEqualTo(MemberState.DISCOVERING);
        assertThat(newcomer.snapshot().reason()).contains("waits for the sequencer of epoch 1");
    }

    @Test
    void aSequencerThatComesBackInTimeIsFollowedAgain() {
        List<TestMember> members = network.group("alpha", "beta");
        TestMember alpha = members.get(0);
        network.remove(alpha);
        TestPublication message = members.get(1).publish("patient");
        network.runUntil(() -> members.get(1).state() == MemberState.WAITING);
        network.add(alpha);
        network.runUntilComplete(List.of(message));

        assertThat(message.failures()).isEmpty();
        assertThat(members.get(1).state()).isEqualTo(MemberState.FOLLOWING);
    }

    @Test
    void aMemberThatWaitsForAnotherSequencerDoesNotDisturbThisOne() {
        TestMember alpha = network.start("alpha", 1);
        network.runUntil(() -> alpha.state() == MemberState.SEQUENCING);
        TestMember beta = network.start("beta", 2);
        network.runUntil(() -> beta.state() == MemberState.FOLLOWING);
        network.runUntilComplete(List.of(beta.publish("before")));
        network.run(Duration.ofMillis(50));
        network.remove(alpha);
        network.remove(beta);
        TestMember gamma = network.start("gamma", 3);
        network.runUntil(() -> gamma.state() == MemberState.SEQUENCING);
        network.runUntilComplete(List.of(gamma.publish("another order")));
        network.add(beta);
        network.run(Duration.ofMinutes(1));

        assertThat(gamma.view()).containsExactly("gamma");
        assertThat(gamma.count(Counter.EVICTIONS)).isZero();
        assertThat(beta.state()).isEqualTo(MemberState.WAITING);
        assertThat(beta.log().lines()).containsExactly("1:beta/1:before");
    }

    @Test
    void ofTwoSequencersThatOrderedNothingOneGivesWayAndItsFollowersGoWithIt() {
        TestMember one = network.start("one", 1);
        TestMember two = network.start("two", 2);
        network.lose((from, to, type, unicast) -> true);
        network.runUntil(() -> one.state() == MemberState.SEQUENCING && two.state() == MemberState.SEQUENCING);
        TestMember three = network.start("three", 3);
        network.lose((from, to, type, unicast) -> from == one || to == one);
        network.runUntil(() -> three.state() == MemberState.FOLLOWING);
        network.loseNothing();
        long start = network.now();
        network.runUntil(() -> one.view().size() == 3
                && two.state() == MemberState.FOLLOWING
                && three.state() == MemberState.FOLLOWING);

        assertThat(network.now() - start).isLessThan(Duration.ofSeconds(3).toNanos());
        network.runUntilComplete(List.of(three.publish(10, Acknowledgement.STABLE)));
    }

    @Test
    void aNewcomerLearnsFromTheMembersThatTheGroupHasASequencerItDoesNotHear() {
        List<TestMember> members = network.group("alpha", "beta");
        network.run(Duration.ofSeconds(1));
        network.remove(members.get(0));
        TestMember newcomer = network.start("aaa", 9);
        // The members have not noticed yet that their sequencer is gone, and the newcomer has not claimed.
        network.run(Duration.ofMillis(500));

        assertThat(members.get(1).state()).isEqualTo(MemberState.FOLLOWING);
        assertThat(newcomer.state()).isEqualTo(MemberState.DISCOVERING);
        assertThat(newcomer.snapshot().reason()).contains("waits for the sequencer of epoch 1");
    }

    @Test
    void aFloodOfHellosIsAnsweredAtALimitedRate() {
        List<TestMember> members = network.group("alpha", "beta");
        network.run(Duration.ofSeconds(1));
        List<TestMember> crowd = new ArrayList<>();
        network.lose((from, to, type, unicast) -> !members.contains(from) && !members.contains(to));
        network.remove(members.get(0));
        for (int i = 0; i < 50; i++) {
            crowd.add(network.start("crowd" + i, 100 + i));
        }
        int before = network.seen().size();
        network.run(Duration.ofMillis(500));
        long answers = network.seen().subList(before, network.seen().size()).stream()
                .filter(datagram -> FrameHeader.source(datagram)
                        == members.get(1).identity().incarnation())
                .filter(datagram -> FrameHeader.type(datagram) == FrameType.HELLO)
                .count();

        assertThat(crowd).allMatch(member -> member.state() == MemberState.DISCOVERING);
        assertThat(answers).isBetween(1L, 4L);
    }
}
