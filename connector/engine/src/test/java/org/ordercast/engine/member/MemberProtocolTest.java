package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Counter;
import org.ordercast.engine.GroupSettingsBuilder;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.Place;
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
        List<TestMember> members = group("alpha", "beta", "gamma");
        List<TestPublication> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            for (TestMember member : members) {
                all.add(member.publish(member.identity().id() + i));
            }
            network.run(Duration.ofNanos(100_000));
        }
        runUntilComplete(all);
        network.run(Duration.ofMillis(50));

        assertThat(members.get(0).log().lines()).hasSize(150);
        assertSameOrder(members);
        assertThat(all).allMatch(message -> message.timesOrdered() == 1);
        assertThat(all)
                .extracting(message -> message.places().get(0).sequence())
                .doesNotHaveDuplicates();
    }

    @Test
    void largeMessagesOfSeveralMembersArriveWhole() {
        List<TestMember> members = group("alpha", "beta", "gamma");
        List<TestPublication> all = new ArrayList<>();
        for (TestMember member : members) {
            all.add(member.publish(100_000, Acknowledgement.ORDERED));
            all.add(member.publish("after " + member.identity().id()));
        }
        runUntilComplete(all);
        network.run(Duration.ofMillis(50));

        assertSameOrder(members);
        assertThat(members.get(2).log().lines())
                .filteredOn(line -> line.endsWith("100000 bytes"))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void lossChangesNothingButTheTimeItTakes(int seed) {
        List<TestMember> members = group("alpha", "beta", "gamma");
        Random losses = new Random(seed);
        network.lose((from, to, type, unicast) -> losses.nextInt(100) < 30);
        List<TestPublication> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            TestMember member = members.get(i % 3);
            all.add(member.publish(i % 10 == 0 ? 20_000 : i, LEVELS.get(i % LEVELS.size())));
            network.run(Duration.ofMillis(1));
        }
        runUntilComplete(all);
        network.loseNothing();
        network.run(Duration.ofSeconds(1));

        assertThat(all).allMatch(message -> message.failures().isEmpty());
        assertSameOrder(members);
        assertThat(members.get(1).log().lines()).hasSize(40);
    }

    @Test
    void aLostTailIsRepaired() {
        List<TestMember> members = group("alpha", "beta");
        for (FrameType lost : List.of(FrameType.PUBLISH, FrameType.ORDER)) {
            boolean[] first = {true};
            network.lose((from, to, type, unicast) -> {
                boolean lose = type == lost && first[0];
                first[0] &= !lose;
                return lose;
            });
            TestPublication message = members.get(1).publish("tail");
            long start = network.now();
            runUntilComplete(List.of(message));

            assertThat(first[0]).isFalse();
            assertThat(network.now() - start).isLessThan(Duration.ofMillis(200).toNanos());
        }
    }

    @Test
    void stableMeansThatEveryMemberHoldsIt() {
        List<TestMember> members = group("alpha", "beta", "gamma");
        TestMember gamma = members.get(2);
        network.lose((from, to, type, unicast) -> from == gamma);
        TestPublication committed = members.get(1).publish(10, Acknowledgement.COMMITTED);
        TestPublication stable = members.get(1).publish(10, Acknowledgement.STABLE);
        runUntilComplete(List.of(committed));
        network.run(Duration.ofSeconds(1));
        assertThat(stable.isOpen()).isTrue();

        network.loseNothing();
        runUntilComplete(List.of(stable));
        assertThat(gamma.log().lines()).hasSize(2);
    }

    @Test
    void aMemberThatLeavesIsGoneAtOnceAndItsMessagesFail() {
        List<TestMember> members = group("alpha", "beta", "gamma");
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
        List<TestMember> members = group("alpha", "beta", "gamma");
        TestMember alpha = members.get(0);
        TestMember beta = members.get(1);
        runUntilComplete(List.of(alpha.publish("before")));
        network.run(Duration.ofMillis(50));
        isolate(beta);
        TestPublication missed = alpha.publish("missed");
        network.runUntil(() -> alpha.view().equals(List.of("alpha", "gamma")));
        runUntilComplete(List.of(missed));
        network.loseNothing();
        network.runUntil(
                () -> beta.state() == MemberState.FOLLOWING && alpha.view().size() == 3);
        runUntilComplete(List.of(alpha.publish("after")));
        network.run(Duration.ofMillis(50));

        assertThat(beta.log().lines()).containsExactly("1:alpha/1:before", "gap 2-2", "3:alpha/3:after");
        assertThat(beta.count(Counter.MESSAGES_MISSED)).isEqualTo(1);
        assertThat(beta.snapshot().digest()).isEqualTo(alpha.snapshot().digest());
    }

    @Test
    void anEvictedMembersMessagesAreNeitherLostNorDoubled() {
        List<TestMember> members = group("alpha", "beta", "gamma");
        TestMember alpha = members.get(0);
        TestMember beta = members.get(1);
        // Beta is heard, but hears nothing: its first messages are ordered without its knowledge.
        network.lose((from, to, type, unicast) -> to == beta);
        List<TestPublication> ordered = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ordered.add(beta.publish("a" + i));
        }
        network.run(Duration.ofMillis(100));
        isolate(beta);
        List<TestPublication> unordered = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            unordered.add(beta.publish("b" + i));
        }
        unordered.add(beta.publish(30_000, Acknowledgement.ORDERED));
        network.runUntil(() -> alpha.view().equals(List.of("alpha", "gamma")));
        network.loseNothing();
        runUntilComplete(unordered);
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
        List<TestMember> members = group("alpha", "beta", "gamma");
        TestMember beta = members.get(1);
        runUntilComplete(List.of(beta.publish(10, Acknowledgement.STABLE)));
        network.run(Duration.ofMillis(200));
        assertThat(beta.snapshot().stable()).isEqualTo(1);
        isolate(beta);
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
    void aFullLogSlowsTheGroupAndLosesNothing() {
        List<TestMember> members = group("alpha", "beta", "gamma");
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
        runUntilComplete(all);
        network.run(Duration.ofSeconds(1));
        assertSameOrder(members);
        assertThat(beta.log().lines()).hasSize(3_000);
    }

    @Test
    void aMemberThatHearsNothingDoesNotHoldTheOthersBackForEver() {
        List<TestMember> members = group(settings -> settings.windowSize(65_536), "alpha", "beta", "gamma");
        TestMember alpha = members.get(0);
        network.lose((from, to, type, unicast) -> from == alpha && to == members.get(1));
        Duration stalled = stalledTime(alpha, Duration.ofMinutes(3));

        assertThat(alpha.count(Counter.EVICTIONS)).isPositive();
        assertThat(stalled).isPositive().isLessThan(MEMBER_TIMEOUT.multipliedBy(2));
    }

    @Test
    void aMemberWhosePositionsAreLostDoesNotHoldTheOthersBackForEver() {
        List<TestMember> members = group(settings -> settings.windowSize(65_536), "alpha", "beta", "gamma");
        TestMember alpha = members.get(0);
        TestMember beta = members.get(1);
        network.lose((from, to, type, unicast) -> from == beta && to == alpha && unicast);
        Duration stalled = stalledTime(alpha, Duration.ofMinutes(3));

        assertThat(alpha.count(Counter.EVICTIONS)).isPositive();
        assertThat(stalled).isPositive().isLessThan(MEMBER_TIMEOUT.multipliedBy(2));
    }

    @Test
    void aMessageThatStaysHalfOrderedDoesNotKeepOthersOutForEver() {
        List<TestMember> members = group("alpha", "beta");
        TestMember beta = members.get(1);
        // Small datagrams of beta come through, those that are full do not: a path that is narrower than it says.
        int[] frames = new int[1];
        network.lose((from, to, type, unicast) -> from == beta && type == FrameType.PUBLISH && frames[0]++ > 5);
        beta.publish(100_000, Acknowledgement.ORDERED);
        network.run(Duration.ofSeconds(1));
        TestMember gamma = network.start("gamma", 3);
        TestPublication large = members.get(0).publish(50_000, Acknowledgement.ORDERED);
        network.runUntil(() -> gamma.state() == MemberState.FOLLOWING);
        runUntilComplete(List.of(large));

        assertThat(members.get(0).count(Counter.EVICTIONS)).isEqualTo(1);
        assertThat(members.get(0).events()).anyMatch(line -> line.contains("did not go on with a message"));
    }

    @Test
    void aMemberThatComesBackAfterARepeatedEvictionIsLetInInTheEnd() {
        List<TestMember> members = group("alpha", "beta", "gamma");
        TestMember beta = members.get(1);
        network.lose((from, to, type, unicast) -> from == members.get(0) && to == beta);
        network.run(Duration.ofMinutes(3));
        network.loseNothing();
        network.runUntil(() -> beta.state() == MemberState.FOLLOWING);

        runUntilComplete(List.of(beta.publish(10, Acknowledgement.STABLE)));
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
        List<TestMember> members = group("alpha", "beta");
        network.remove(members.get(1));
        TestMember again = network.start("beta", 12);
        network.runUntil(() -> again.state() == MemberState.FOLLOWING);

        assertThat(members.get(0).view()).containsExactly("alpha", "beta");
        assertThat(members.get(0).count(Counter.EVICTIONS)).isZero();
    }

    @Test
    void withoutItsSequencerTheGroupWaitsAndNobodyClaims() {
        List<TestMember> members = group("alpha", "beta", "gamma");
        runUntilComplete(List.of(members.get(1).publish("before")));
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
        List<TestMember> members = group("alpha", "beta");
        TestMember alpha = members.get(0);
        network.remove(alpha);
        TestPublication message = members.get(1).publish("patient");
        network.runUntil(() -> members.get(1).state() == MemberState.WAITING);
        network.add(alpha);
        runUntilComplete(List.of(message));

        assertThat(message.failures()).isEmpty();
        assertThat(members.get(1).state()).isEqualTo(MemberState.FOLLOWING);
    }

    @Test
    void aMemberThatWaitsForAnotherSequencerDoesNotDisturbThisOne() {
        TestMember alpha = network.start("alpha", 1);
        network.runUntil(() -> alpha.state() == MemberState.SEQUENCING);
        TestMember beta = network.start("beta", 2);
        network.runUntil(() -> beta.state() == MemberState.FOLLOWING);
        runUntilComplete(List.of(beta.publish("before")));
        network.run(Duration.ofMillis(50));
        network.remove(alpha);
        network.remove(beta);
        TestMember gamma = network.start("gamma", 3);
        network.runUntil(() -> gamma.state() == MemberState.SEQUENCING);
        runUntilComplete(List.of(gamma.publish("another order")));
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
        runUntilComplete(List.of(three.publish(10, Acknowledgement.STABLE)));
    }

    @Test
    void aMemberThatFailsSaysSoAndDoesNotHoldTheOthersBack() {
        List<TestMember> members = group("alpha", "beta", "gamma");
        TestMember alpha = members.get(0);
        TestMember beta = members.get(1);
        HostileInputTest.diverge(beta, network);
        assertThat(beta.state()).isEqualTo(MemberState.FAILED);
        long start = network.now();
        network.runUntil(() -> alpha.view().equals(List.of("alpha", "gamma")));

        assertThat(network.now() - start).isLessThan(Duration.ofSeconds(1).toNanos());
        assertThat(beta.events()).last().asString().contains("differ");
    }

    @Test
    void aMemberThatIsOverSendsAndTakesNothing() {
        List<TestMember> members = group("alpha", "beta");
        TestMember beta = members.get(1);
        beta.protocol().leave(network.now());
        network.run(Duration.ofSeconds(1));
        GroupSnapshot before = beta.snapshot();
        runUntilComplete(List.of(members.get(0).publish("alone")));
        network.run(Duration.ofSeconds(1));

        assertThat(beta.snapshot()).isEqualTo(before);
        assertThat(beta.protocol().nextTimer()).isEqualTo(Long.MAX_VALUE);
    }

    private List<TestMember> group(String... ids) {
        return group(settings -> settings, ids);
    }

    private List<TestMember> group(UnaryOperator<GroupSettingsBuilder> change, String... ids) {
        List<TestMember> members = new ArrayList<>();
        for (String id : ids) {
            TestMember member = network.start(id, members.size() + 1, change);
            members.add(member);
            network.runUntil(() -> member.state() == MemberState.SEQUENCING || member.state() == MemberState.FOLLOWING);
        }
        return members;
    }

    private void isolate(TestMember member) {
        network.lose((from, to, type, unicast) -> from == member || to == member);
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

    private void runUntilComplete(List<TestPublication> messages) {
        network.runUntil(() -> messages.stream().noneMatch(TestPublication::isOpen));
    }

    private static void assertSameOrder(List<TestMember> members) {
        for (TestMember member : members) {
            assertThat(member.log().lines()).isEqualTo(members.get(0).log().lines());
            assertThat(member.snapshot().digest())
                    .isEqualTo(members.get(0).snapshot().digest());
        }
    }
}
