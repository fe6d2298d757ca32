package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ordercast.engine.member.TestNetwork.assertSameDigests;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.membership.View;

/** A group whose members' logs outlive them goes on where it was, whoever died. */
class RecoveryTest {

    private final TestNetwork network = new TestNetwork();
    private final List<TestMember> members = network.group("alpha", "beta", "gamma");
    private final TestMember alpha = members.get(0);
    private final TestMember beta = members.get(1);
    private final TestMember gamma = members.get(2);

    RecoveryTest() {
        network.serveLogs();
        network.runUntilComplete(List.of(alpha.publish("one"), beta.publish("two")));
        network.run(Duration.ofMillis(200));
    }

    @Test
    void theSequencerGoesOnInTheNextEpochWhenItIsBack() {
        network.remove(alpha);
        TestPublication patient = beta.publish("three");
        network.run(Duration.ofSeconds(1));
        TestMember back = network.restart(alpha, 11, true);
        network.runUntilComplete(List.of(patient));
        TestPublication own = back.publish("four");
        network.runUntilComplete(List.of(own));
        network.run(Duration.ofMillis(200));

        assertThat(back.state()).isEqualTo(MemberState.SEQUENCING);
        assertThat(back.snapshot().epoch()).isEqualTo(2);
        assertThat(patient.failures()).isEmpty();
        assertThat(beta.log().lines())
                .containsExactly("1:alpha/1:one", "2:beta/1:two", "3:beta/2:three", "4:alpha/1:four");
        assertThat(gamma.log().lines()).isEqualTo(beta.log().lines());
        assertSameDigests(back, beta, gamma);
    }

    @Test
    void aSequencerThatIsBackAtOnceIsFollowedAtOnceAndTakenForNoRival() {
        network.remove(alpha);
        network.run(Duration.ofMillis(500));
        assertThat(beta.state()).as("nobody misses it yet").isEqualTo(MemberState.FOLLOWING);
        long start = network.now();
        TestMember back = network.restart(alpha, 11, true);
        TestPublication own = back.publish("three");
        network.runUntil(() -> back.view().size() == 3);
        network.runUntilComplete(List.of(own, beta.publish("four")));
        network.run(Duration.ofMillis(200));

        assertThat(network.now() - start)
                .as("less than the time for which a silent sequencer is waited for")
                .isLessThan(Duration.ofSeconds(1).toNanos());
        assertThat(beta.events()).noneMatch(line -> line.startsWith("warning"));
        assertThat(beta.log().lines())
                .containsExactly("1:alpha/1:one", "2:beta/1:two", "3:beta/2:four", "4:alpha/1:three");
        assertSameDigests(back, beta, gamma);
    }

    @Test
    void aSequencerThatIsBackOrdersNothingBeforeTheOthersAreBackAndSoNobodyHasToCatchUp() {
        network.remove(alpha);
        TestMember back = network.restart(alpha, 11, true);
        List<TestPublication> own = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            own.add(back.publish(1_000, Acknowledgement.ORDERED));
        }
        network.runUntilComplete(own);
        network.run(Duration.ofMillis(200));

        assertThat(back.view()).hasSize(3);
        assertThat(List.of(beta, gamma))
                .allMatch(member -> member.events().stream().noneMatch(line -> line.contains("catches up")));
        assertSameDigests(back, beta, gamma);
    }

    @Test
    void whoIsGoneForGoodIsNotWaitedForLong() {
        network.remove(alpha);
        network.remove(gamma);
        TestMember back = network.restart(alpha, 11, true);
        TestPublication own = back.publish("three");
        network.run(Duration.ofMillis(900));
        assertThat(own.isOpen()).isTrue();

        network.run(Duration.ofMillis(200));
        assertThat(own.isOpen()).isFalse();
        assertThat(back.view()).containsExactly("alpha", "beta");
    }

    @Test
    void theSequencerOfAMembersOwnOrderIsTakenForNoRivalWhileTheMemberIsNotBackInTheView() {
        network.remove(gamma);
        TestMember back = network.restart(gamma, 13, true);
        network.lose((from, to, type, unicast) -> to == back && unicast);
        for (int i = 0; i < 20; i++) {
            beta.publish("more");
            network.run(Duration.ofMillis(1));
        }

        assertThat(back.state()).isEqualTo(MemberState.WAITING);
        assertThat(back.events()).noneMatch(line -> line.startsWith("warning"));
    }

    @Test
    void aCompleteLogNeedsNobodysAnswer() {
        network.remove(alpha);
        network.remove(beta);
        network.remove(gamma);
        TestMember back = network.restart(alpha, 11, true);
        network.run(Duration.ofMillis(1));

        assertThat(back.state()).isEqualTo(MemberState.SEQUENCING);
    }

    @Test
    void aLogThatMayHaveLostItsEndGetsItBackFromWhomeverHoldsIt() {
        network.remove(alpha);
        alpha.log().kept().forget(1);
        TestMember back = network.restart(alpha, 11, false);
        network.runUntil(() -> back.state() == MemberState.SEQUENCING);
        network.runUntilComplete(List.of(gamma.publish("three")));
        network.run(Duration.ofMillis(200));

        assertThat(back.log().lines()).containsExactly("2:beta/1:two", "3:gamma/1:three");
        assertSameDigests(back, beta, gamma);
    }

    @Test
    void aLogThatMayHaveLostItsEndWaitsForAllWhoMayHoldIt() {
        network.remove(alpha);
        network.remove(gamma);
        TestMember back = network.restart(alpha, 11, false);
        network.run(Duration.ofMinutes(1));
        assertThat(back.state()).isEqualTo(MemberState.RECOVERING);
        assertThat(back.snapshot().reason()).contains("[gamma] may hold");

        network.restart(gamma, 13, true);
        network.runUntil(() -> back.state() == MemberState.SEQUENCING);
    }

    @Test
    void aLogThatIsDamagedWhereItKnowsPublishersWaitsForItsRepair() {
        TestMember back = network.restartDamaged(alpha, 11);
        network.run(Duration.ofMinutes(1));
        assertThat(back.state()).isEqualTo(MemberState.RECOVERING);
        assertThat(back.snapshot().reason()).contains("damaged");

        back.log().setWhole(true);
        network.runUntil(() -> back.state() == MemberState.SEQUENCING);
    }

    @Test
    void aMemberWhoseLogLacksItsLastViewWaitsForTheRepairAndFollowsFromThere() {
        network.remove(gamma);
        network.runUntil(() -> alpha.view().equals(List.of("alpha", "beta")));
        LogState whole = loseLastView(gamma);
        TestMember back = network.restartDamaged(gamma, 13);
        network.run(Duration.ofSeconds(5));
        assertThat(back.state()).isEqualTo(MemberState.WAITING);

        repair(back, whole);
        network.runUntil(() -> back.state() == MemberState.FOLLOWING);
        network.runUntilComplete(List.of(back.publish("three")));
        assertSameDigests(alpha, beta, back);
    }

    @Test
    void aSequencerWhoseLogLacksItsLastViewAsksTheMembersOfThatViewOnceItIsRepaired() {
        network.remove(alpha);
        network.remove(beta);
        network.remove(gamma);
        LogState whole = loseLastView(alpha);
        TestMember back = network.restartDamaged(alpha, 11);
        network.run(Duration.ofSeconds(5));
        assertThat(back.snapshot().reason()).contains("damaged");

        repair(back, whole);
        network.run(Duration.ofSeconds(5));
        assertThat(back.snapshot().reason()).contains("[beta, gamma] may hold");
    }

    /** Has a log forget the view at its end, and returns what it said before. */
    private static LogState loseLastView(TestMember member) {
        LogState whole = member.log().kept().state();
        member.log()
                .kept()
                .add(new LogRecord.Checkpoint(new LogState(
                        whole.order(),
                        whole.epoch(),
                        whole.sequencer(),
                        whole.sequencerIncarnation(),
                        whole.lastSequence(),
                        whole.digest(),
                        new View(whole.view().number() - 1, List.of()),
                        whole.committed(),
                        whole.publishers())));
        return whole;
    }

    private static void repair(TestMember member, LogState whole) {
        member.log().kept().add(new LogRecord.Checkpoint(whole));
        member.log().setWhole(true);
    }

    @Test
    void whatIsOnItsWayFromTheSequencersLifeBeforeIsNotTakenOnceAMemberHasSaidWhatItHas() {
        network.run(Duration.ofSeconds(1));
        network.lose((from, to, type, unicast) -> from == alpha);
        int before = network.seen().size();
        alpha.publish("late");
        network.run(Duration.ofMillis(1));
        ByteBuffer late = network.seen().subList(before, network.seen().size()).stream()
                .filter(datagram -> FrameHeader.type(datagram) == FrameType.ORDER)
                .findFirst()
                .orElseThrow();
        network.loseNothing();
        network.remove(alpha);
        alpha.log().kept().forget(1);
        network.remove(gamma);
        TestMember back = network.restart(alpha, 11, false);
        network.run(Duration.ofSeconds(1));
        assertThat(back.state()).isEqualTo(MemberState.RECOVERING);
        beta.receive(late.duplicate(), network.now());
        network.restart(gamma, 13, true);
        network.runUntil(() -> back.state() == MemberState.SEQUENCING && beta.state() == MemberState.FOLLOWING);
        network.runUntilComplete(List.of(back.publish("another")));
        network.run(Duration.ofMillis(200));

        assertThat(beta.log().lines()).containsExactly("1:alpha/1:one", "2:beta/1:two", "3:alpha/1:another");
        assertSameDigests(back, beta);
    }

    @Test
    void aRetryIsOrderedOnceAlthoughTheSequencerDiedBeforeItSaidSo() {
        network.lose((from, to, type, unicast) -> from == alpha);
        TestPublication retried = beta.publish("three");
        network.run(Duration.ofMillis(100));
        assertThat(retried.isOpen()).isTrue();
        assertThat(alpha.log().kept().state().lastSequence()).isEqualTo(3);
        network.loseNothing();
        network.restart(alpha, 11, true);
        network.runUntilComplete(List.of(retried));
        network.run(Duration.ofMillis(200));

        assertThat(retried.failures()).isEmpty();
        assertThat(retried.places()).extracting(place -> place.sequence()).containsExactly(3L);
        assertThat(gamma.log().lines()).containsExactly("1:alpha/1:one", "2:beta/1:two", "3:beta/2:three");
    }

    @Test
    void aWholeGroupThatWasStoppedGoesOnWhereItWas() {
        members.forEach(member -> member.protocol().leave(network.now()));
        List<TestMember> back = new ArrayList<>();
        for (TestMember member : List.of(gamma, alpha, beta)) {
            back.add(network.restart(member, 10 + back.size(), true));
        }
        network.runUntil(() ->
                back.get(0).state() == MemberState.FOLLOWING && back.get(2).state() == MemberState.FOLLOWING);
        TestPublication next = back.get(0).publish("three");
        network.runUntilComplete(List.of(next));

        assertThat(next.places()).extracting(place -> place.sequence()).containsExactly(3L);
        assertThat(back.get(1).snapshot().epoch()).isEqualTo(2);
    }

    @Test
    void aMemberThatTookPartNeverClaimsTheRole() {
        network.remove(alpha);
        network.remove(gamma);
        TestMember back = network.restart(beta, 12, true);
        network.run(Duration.ofMinutes(2));

        assertThat(back.state()).isEqualTo(MemberState.WAITING);
    }

    @Test
    void inTheNextEpochMessagesAreCommittedAndStableToo() {
        network.remove(alpha);
        TestPublication patient = beta.publish(10, Acknowledgement.STABLE);
        network.run(Duration.ofSeconds(1));
        network.restart(alpha, 11, true);
        TestPublication committed = gamma.publish(10, Acknowledgement.COMMITTED);

        network.runUntilComplete(List.of(patient, committed));
        assertThat(patient.failures()).isEmpty();
        assertThat(committed.failures()).isEmpty();
    }

    @Test
    void anAnswerThatWasNotGivenToThisLifeIsNotBelieved() {
        network.remove(alpha);
        network.remove(gamma);
        TestMember back = network.restart(alpha, 11, false);
        network.run(Duration.ofSeconds(1));
        back.receive(
                waitingHello(
                        gamma, alpha.identity().incarnation(), alpha.identity().incarnation()),
                network.now());
        network.run(Duration.ofSeconds(1));
        assertThat(back.state()).isEqualTo(MemberState.RECOVERING);

        back.receive(
                waitingHello(
                        gamma, back.identity().incarnation(), alpha.identity().incarnation()),
                network.now());
        network.runUntil(() -> back.state() == MemberState.SEQUENCING);
    }

    @Test
    void aMemberWhoseLogIsGoneSaysSoToTheSequencerThatRecovers() {
        network.remove(alpha);
        network.remove(gamma);
        TestMember back = network.restart(alpha, 11, false);
        network.start("gamma", 13);

        network.runUntil(() -> back.state() == MemberState.SEQUENCING);
    }

    @Test
    void aMemberThatPublishedBeforeItsFirstMessageCameLosesNothing() {
        TestNetwork fresh = new TestNetwork();
        List<TestMember> all = fresh.group("alpha", "beta");
        fresh.serveLogs();
        fresh.lose((from, to, type, unicast) -> to == all.get(1));
        TestPublication unseen = all.get(1).publish("unseen");
        fresh.run(Duration.ofMillis(100));
        assertThat(all.get(0).log().lines()).containsExactly("1:beta/1:unseen");
        fresh.loseNothing();
        fresh.restart(all.get(0), 11, true);

        fresh.runUntilComplete(List.of(unseen));
        assertThat(unseen.failures()).isEmpty();
        assertThat(all.get(1).log().lines()).containsExactly("1:beta/1:unseen");
    }

    private static ByteBuffer waitingHello(TestMember member, long to, long order) {
        ByteBuffer datagram = ByteBuffer.allocate(500);
        long group = FrameHeader.groupId(TestNetwork.GROUP);
        FrameHeader.begin(datagram, FrameType.HELLO, group, member.identity().incarnation());
        new HelloFrame(HelloFrame.Intent.WAIT, to, order, 1, 2, 0, member.identity()).write(datagram);
        FrameHeader.finish(datagram);
        return datagram;
    }
}
