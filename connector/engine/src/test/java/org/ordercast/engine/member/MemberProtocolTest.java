package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Counter;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.FrameType;

/** What two or three members do together, from the first hello to the last farewell. */
class MemberProtocolTest {

    private static final Duration MEMBER_TIMEOUT = Duration.ofSeconds(10);

    private static final List<Acknowledgement> LEVELS =
            List.of(Acknowledgement.ORDERED, Acknowledgement.COMMITTED, Acknowledgement.STABLE);

    private final TestNetwork network = new TestNetwork();

    @Test
    void membersThatStartTogetherAgreeOnOneSequencer() {
        TestMember beta = network.start("beta", 2);
        TestMember alpha = network.start("alpha", 1);
        TestMember gamma = network.start("gamma", 3);
        network.runUntil(() -> beta.state() == MemberState.FOLLOWING && gamma.state() == MemberState.FOLLOWING);

        assertThat(alpha.state()).isEqualTo(MemberState.SEQUENCING);
        for (TestMember member : List.of(alpha, beta, gamma)) {
            assertThat(member.view()).containsExactlyInAnyOrder("alpha", "beta", "gamma");
            assertThat(member.snapshot().sequencer()).contains("alpha");
            assertThat(member.snapshot().epoch()).isEqualTo(1);
        }
    }

    @Test
    void everyMemberHasTheMessagesOfAllInOneOrder() {
        List<TestMember> members = network.group("alpha", "beta", "gamma");
        List<TestPublication> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            for (TestMember member : members) {
                all.add(member.publish(member.identity().id() + i));
            }
            network.run(Duration.ofNanos(100_000));
        }
        network.runUntilComplete(all);
        network.run(Duration.ofMillis(50));

        assertThat(members.get(0).log().lines()).hasSize(150);
        TestNetwork.assertSameOrder(members);
        assertThat(all).allMatch(message -> message.timesOrdered() == 1);
        assertThat(all)
                .extracting(message -> message.places().get(0).sequence())
                .doesNotHaveDuplicates();
    }

    @Test
    void largeMessagesOfSeveralMembersArriveWhole() {
        List<TestMember> members = network.group("alpha", "beta", "gamma");
        List<TestPublication> all = new ArrayList<>();
        for (TestMember member : members) {
            all.add(member.publish(100_000, Acknowledgement.ORDERED));
            all.add(member.publish("after " + member.identity().id()));
        }
        network.runUntilComplete(all);
        network.run(Duration.ofMillis(50));

        TestNetwork.assertSameOrder(members);
        assertThat(members.get(2).log().lines())
                .filteredOn(line -> line.endsWith("100000 bytes"))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void lossChangesNothingButTheTimeItTakes(int seed) {
        List<TestMember> members = network.group("alpha", "beta", "gamma");
        Random losses = new Random(seed);
        network.lose((from, to, type, unicast) -> losses.nextInt(100) < 30);
        List<TestPublication> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            TestMember member = members.get(i % 3);
            all.add(member.publish(i % 10 == 0 ? 20_000 : i, LEVELS.get(i % LEVELS.size())));
            network.run(Duration.ofMillis(1));
        }
        network.runUntilComplete(all);
        network.loseNothing();
        network.run(Duration.ofSeconds(1));

        assertThat(all).allMatch(message -> message.failures().isEmpty());
        TestNetwork.assertSameOrder(members);
        assertThat(members.get(1).log().lines()).hasSize(40);
    }

    @Test
    void aLostTailIsRepaired() {
        List<TestMember> members = network.group("alpha", "beta");
        for (FrameType lost : List.of(FrameType.PUBLISH, FrameType.ORDER)) {
            boolean[] first = {true};
            network.lose((from, to, type, unicast) -> {
                boolean lose = type == lost && first[0];
                first[0] &= !lose;
                return lose;
            });
            TestPublication message = members.get(1).publish("tail");
            long start = network.now();
            network.runUntilComplete(List.of(message));

            assertThat(first[0]).isFalse();
            assertThat(network.now() - start).isLessThan(Duration.ofMillis(200).toNanos());
        }
    }

    @Test
    void stableMeansThatEveryMemberHoldsIt() {
        List<TestMember> members = network.group("alpha", "beta", "gamma");
        TestMember gamma = members.get(2);
        network.lose((from, to, type, unicast) -> from == gamma);
        TestPublication committed = members.get(1).publish(10, Acknowledgement.COMMITTED);
        TestPublication stable = members.get(1).publish(10, Acknowledgement.STABLE);
        network.runUntilComplete(List.of(committed));
        network.run(Duration.ofSeconds(1));
        assertThat(stable.isOpen()).isTrue();

        network.loseNothing();
        network.runUntilComplete(List.of(stable));
        assertThat(gamma.log().lines()).hasSize(2);
    }

    @Test
    void aFullLogSlowsTheGroupAndLosesNothing() {
        List<TestMember> members = network.group("alpha", "beta", "gamma");
        TestMember alpha = members.get(0);
        TestMember beta = members.get(1);
        beta.log().setRoom(false);
        List<TestPublication> all = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            all.add(alpha.publish(1_000, Acknowledgement.ORDERED));
        }
        network.run(MEMBER_TIMEOUT.multipliedBy(3));
        assertThat(all.stream().filter(TestPublication::isOpen).count()).isPositive();
        assertThat(alpha.count(Counter.WINDOW_STALLS)).isPositive();
        assertThat(alpha.view()).containsExactly("alpha", "beta", "gamma");

        beta.log().setRoom(true);
        beta.protocol().onLogRoom(network.now());
        network.runUntilComplete(all);
        network.run(Duration.ofSeconds(1));
        TestNetwork.assertSameOrder(members);
        assertThat(beta.log().lines()).hasSize(3_000);
    }
}
