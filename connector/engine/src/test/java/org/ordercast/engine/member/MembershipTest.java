package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Counter;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.Place;
import org.ordercast.engine.frame.FrameType;

/** Who is in the group: members that leave, fall silent, are evicted, come back, or hold the others back. */
class MembershipTest {

    private static final Duration MEMBER_TIMEOUT = Duration.ofSeconds(10);

    private final TestNetwork network = new TestNetwork();

    @Test
    void aMemberThatLeavesIsGoneAtOnceAndItsMessagesFail() {
        List<TestMember> members = network.group("alpha", "beta", "gamma");
        TestMember beta = members.get(1);
        TestPublication message = beta.publish("too late");
        beta.protocol().leave(network.now());
        network.runUntil(() -> members.get(2).view().equals(List.of("alpha", "gamma")));

        assertThat(members.get(0).count(Counter.EVICTIONS)).isZero();
        assertThat(beta.state()).isEqualTo(MemberState.STOPPED);
        assertThat(message.failures()).hasSize(1);
    }

    @Test
    void aSilentMemberIsEvictedAndComesBackWithAnExplicitGap() {
        List<TestMember> members = network.group("alpha", "beta", "gamma");
        TestMember alpha = members.get(0);
        TestMember beta = members.get(1);
        network.runUntilComplete(List.of(alpha.publish("before")));
        network.run(Duration.ofMillis(50));
        network.isolate(beta);
        TestPublication missed = alpha.publish("missed");
        network.runUntil(() -> alpha.view().equals(List.of("alpha", "gamma")));
        network.runUntilComplete(List.of(missed));
        network.loseNothing();
        network.runUntil(
                () -> beta.state() == MemberState.FOLLOWING && alpha.view().size() == 3);
        network.runUntilComplete(List.of(alpha.publish("after")));
        network.run(Duration.ofMillis(50));

        assertThat(beta.log().lines()).containsExactly("1:alpha/1:before", "gap 2-2", "3:alpha/3:after");
        assertThat(beta.count(Counter.MESSAGES_MISSED)).isEqualTo(1);
        assertThat(beta.snapshot().digest()).isEqualTo(alpha.snapshot().digest());
    }

    @Test
    void anEvictedMembersMessagesAreNeitherLostNorDoubled() {
        List<TestMember> members = network.group("alpha", "beta", "gamma");
        TestMember alpha = members.get(0);
        TestMember beta = members.get(1);
        // Beta is heard, but hears nothing: its first messages are ordered without its knowledge.
        network.lose((from, to, type, unicast) -> to == beta);
        List<TestPublication> ordered = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ordered.add(beta.publish("a" + i));
        }
        network.run(Duration.ofMillis(100));
        network.isolate(beta);
        List<TestPublication> unordered = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            unordered.add(beta.publish("b" + i));
        }
        unordered.add(beta.publish(30_000, Acknowledgement.ORDERED));
        network.runUntil(() -> alpha.view().equals(List.of("alpha", "gamma")));
        network.loseNothing();
        network.runUntilComplete(unordered);
        network.run(Duration.ofMillis(50));

        assertThat(ordered).allMatch(message -> message.failures().size() == 1 && message.timesOrdered() == 1);
        assertThat(unordered).allMatch(message -> message.failures().isEmpty() && message.timesOrdered() == 1);
        assertThat(alpha.log().lines()).hasSize(21);
        assertThat(alpha.log().lines())
                .extracting(line -> line.substring(line.indexOf(':') + 1))
                .doesNotHaveDuplicates();
        assertThat(unordered.get(0).places()).containsExactly(new Place(11, 1));
    }

    @Test
    void positionsNeverGoBackNotEvenOverAnEviction() {
        List<TestMember> members = network.group("alpha", "beta", "gamma");
        TestMember beta = members.get(1);
        network.runUntilComplete(List.of(beta.publish(10, Acknowledgement.STABLE)));
        network.run(Duration.ofMillis(200));
        assertThat(beta.snapshot().stable()).isEqualTo(1);
        network.isolate(beta);
        network.run(MEMBER_TIMEOUT.plusSeconds(1));
        network.loseNothing();
        for (int i = 0; i < 500; i++) {
            network.run(Duration.ofMillis(1));
            assertThat(beta.snapshot().committed()).isEqualTo(1);
            assertThat(beta.snapshot().stable()).isEqualTo(1);
        }
        assertThat(beta.state()).isEqualTo(MemberState.FOLLOWING);
    }

    @Test
    void aMemberThatHearsNothingDoesNotHoldTheOthersBackForEver() {
        List<TestMember> members = network.group(settings -> settings.windowSize(65_536), "alpha", "beta", "gamma");
        TestMember alpha = members.get(0);
        network.lose((from, to, type, unicast) -> from == alpha && to == members.get(1));
        Duration stalled = stalledTime(alpha, Duration.ofMinutes(3));

        assertThat(alpha.count(Counter.EVICTIONS)).isPositive();
        assertThat(stalled).isPositive().isLessThan(MEMBER_TIMEOUT.multipliedBy(2));
    }

    @Test
    void aMemberWhosePositionsAreLostDoesNotHoldTheOthersBackForEver() {
        List<TestMember> members = network.group(settings -> settings.windowSize(65_536), "alpha", "beta", "gamma");
        TestMember alpha = members.get(0);
        TestMember beta = members.get(1);
        network.lose((from, to, type, unicast) -> from == beta && to == alpha && unicast);
        Duration stalled = stalledTime(alpha, Duration.ofMinutes(3));

        assertThat(alpha.count(Counter.EVICTIONS)).isPositive();
        assertThat(stalled).isPositive().isLessThan(MEMBER_TIMEOUT.multipliedBy(2));
    }

    @Test
    void aMessageThatStaysHalfOrderedDoesNotKeepOthersOutForEver() {
        List<TestMember> members = network.group("alpha", "beta");
        TestMember beta = members.get(1);
        // Small datagrams of beta come through, those that are full do not: a path that is narrower than it says.
        int[] frames = new int[1];
        network.lose((from, to, type, unicast) -> from == beta && type == FrameType.PUBLISH && frames[0]++ > 5);
        beta.publish(100_000, Acknowledgement.ORDERED);
        network.run(Duration.ofSeconds(1));
        TestMember gamma = network.start("gamma", 3);
        TestPublication large = members.get(0).publish(50_000, Acknowledgement.ORDERED);
        network.runUntil(() -> gamma.state() == MemberState.FOLLOWING);
        network.runUntilComplete(List.of(large));

        assertThat(members.get(0).count(Counter.EVICTIONS)).isEqualTo(1);
        assertThat(members.get(0).events()).anyMatch(line -> line.contains("did not go on with a message"));
    }

    @Test
    void aMemberThatComesBackAfterARepeatedEvictionIsLetInInTheEnd() {
        List<TestMember> members = network.group("alpha", "beta", "gamma");
        TestMember beta = members.get(1);
        network.lose((from, to, type, unicast) -> from == members.get(0) && to == beta);
        network.run(Duration.ofMinutes(3));
        network.loseNothing();
        network.runUntil(() -> beta.state() == MemberState.FOLLOWING);

        network.runUntilComplete(List.of(beta.publish(10, Acknowledgement.STABLE)));
    }

    @Test
    void ofTwoMembersWithOneIdTheSecondIsRefused() {
        TestMember alpha = network.start("alpha", 1);
        network.runUntil(() -> alpha.state() == MemberState.SEQUENCING);
        TestMember first = network.start("twin", 2);
        TestMember second = network.start("twin", 3);
        network.run(Duration.ofSeconds(5));

        assertThat(alpha.view()).containsExactly("alpha", "twin");
        assertThat(List.of(first.state(), second.state()))
                .containsExactlyInAnyOrder(MemberState.FOLLOWING, MemberState.JOINING);
        TestMember refused = first.state() == MemberState.JOINING ? first : second;
        assertThat(refused.events()).anyMatch(line -> line.startsWith("warning: another live member"));
    }

    @Test
    void aMemberThatCameBackInANewLifeTakesThePlaceOfItsSilentOne() {
        List<TestMember> members = network.group("alpha", "beta");
        network.remove(members.get(1));
        TestMember again = network.start("beta", 12);
        network.runUntil(() -> again.state() == MemberState.FOLLOWING);

        assertThat(members.get(0).view()).containsExactly("alpha", "beta");
        assertThat(members.get(0).count(Counter.EVICTIONS)).isZero();
    }

    @Test
    void aMemberThatFailsSaysSoAndDoesNotHoldTheOthersBack() {
        List<TestMember> members = network.group("alpha", "beta", "gamma");
        TestMember alpha = members.get(0);
        TestMember beta = members.get(1);
        ForgedDatagrams.diverge(beta, network);
        assertThat(beta.state()).isEqualTo(MemberState.FAILED);
        long start = network.now();
        network.runUntil(() -> alpha.view().equals(List.of("alpha", "gamma")));

        assertThat(network.now() - start).isLessThan(Duration.ofSeconds(1).toNanos());
        assertThat(beta.events()).last().asString().contains("differ");
    }

    @Test
    void aMemberThatIsOverSendsAndTakesNothing() {
        List<TestMember> members = network.group("alpha", "beta");
        TestMember beta = members.get(1);
        beta.protocol().leave(network.now());
        network.run(Duration.ofSeconds(1));
        GroupSnapshot before = beta.snapshot();
        network.runUntilComplete(List.of(members.get(0).publish("alone")));
        network.run(Duration.ofSeconds(1));

        assertThat(beta.snapshot()).isEqualTo(before);
        assertThat(beta.protocol().nextTimer()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anAcknowledgementThatWasLostIsGivenAgainAtTheNextHeartbeat() {
        List<TestMember> members = network.group("alpha", "beta");
        network.run(Duration.ofSeconds(1));
        boolean[] lost = {false};
        network.lose((from, to, type, unicast) -> {
            boolean lose = type == FrameType.ACK && !lost[0];
            lost[0] |= lose;
            return lose;
        });
        TestPublication message = members.get(0).publish(10, Acknowledgement.STABLE);
        long start = network.now();
        network.runUntilComplete(List.of(message));

        assertThat(lost[0]).isTrue();
        assertThat(network.now() - start).isLessThan(Duration.ofMillis(20).toNanos());
    }

    @Test
    void aMemberWhoseAcknowledgementsAreMostlyLostStaysInTheGroup() {
        List<TestMember> members = network.group("alpha", "beta");
        // One of thirty heartbeats comes through, and one of four acknowledgements.
        int[] sent = new int[2];
        network.lose((from, to, type, unicast) -> to == members.get(1)
                ? type == FrameType.HEARTBEAT && sent[0]++ % 30 != 0
                : type == FrameType.ACK && sent[1]++ % 4 != 0);
        network.run(Duration.ofMinutes(5));

        assertThat(members.get(0).count(Counter.EVICTIONS)).isZero();
    }

    /** For how long in all the order stood still, while there was always something to order. */
    private Duration stalledTime(TestMember member, Duration time) {
        Duration step = Duration.ofMillis(100);
        long end = network.now() + time.toNanos();
        Duration stalled = Duration.ZERO;
        while (network.now() < end) {
            long before = member.snapshot().ordered();
            member.publish(5_000, Acknowledgement.ORDERED);
            network.run(step);
            stalled = member.snapshot().ordered() == before ? stalled.plus(step) : stalled;
        }
        return stalled;
    }
}
