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
import org.ordercast.engine.frame.RefuseFrame;

/** A member that was away comes back to its group's order without a gap, and costs the others little. */
class ComebackTest {

    private final TestNetwork network = new TestNetwork();
    private final List<TestMember> members = network.group("alpha", "beta", "gamma");
    private final TestMember alpha = members.get(0);
    private final TestMember beta = members.get(1);
    private final TestMember gamma = members.get(2);

    ComebackTest() {
        network.serveLogs();
        network.runUntilComplete(List.of(alpha.publish("one"), beta.publish("two")));
        network.run(Duration.ofMillis(200));
    }

    @Test
    void aMemberThatWasAwayCatchesUpWithoutAGap() {
        network.remove(gamma);
        List<TestPublication> missed = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            missed.add(beta.publish(1_000, Acknowledgement.ORDERED));
        }
        network.runUntil(() -> alpha.view().equals(List.of("alpha", "beta")));
        network.runUntilComplete(missed);
        TestMember back = network.restart(gamma, 13, true);
        network.runUntil(() -> back.state() == MemberState.FOLLOWING);
        network.runUntilComplete(List.of(back.publish("back")));
        network.run(Duration.ofMillis(200));

        assertThat(back.log().lines()).hasSize(2_001).noneMatch(line -> line.startsWith("gap"));
        assertSameDigests(alpha, beta, back);
    }

    @Test
    void anEvictedMemberCatchesUpWithoutAGapAndItsOwnMessagesHaveTheirPlaces() {
        network.lose((from, to, type, unicast) -> to == gamma);
        TestPublication unseen = gamma.publish("unseen");
        network.run(Duration.ofMillis(100));
        network.isolate(gamma);
        network.runUntil(() -> alpha.view().equals(List.of("alpha", "beta")));
        network.runUntilComplete(List.of(beta.publish("meanwhile")));
        network.loseNothing();
        network.runUntilComplete(List.of(unseen));
        network.run(Duration.ofMillis(200));

        assertThat(unseen.failures()).isEmpty();
        assertThat(gamma.log().lines()).isEqualTo(beta.log().lines()).noneMatch(line -> line.startsWith("gap"));
        assertSameDigests(alpha, beta, gamma);
    }

    @Test
    void aMemberThatStandsStillHoldsTheOthersBackForAMomentOnlyAndGetsEverything() {
        network.lose((from, to, type, unicast) -> to == gamma || from == gamma);
        Duration stalled = Duration.ZERO;
        List<TestPublication> all = new ArrayList<>();
        for (int second = 0; second < 30; second++) {
            List<TestPublication> some = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                some.add(beta.publish(20_000, Acknowledgement.ORDERED));
            }
            long start = network.now();
            network.runUntilComplete(some);
            stalled = stalled.plusNanos(network.now() - start);
            network.run(Duration.ofSeconds(1).minusNanos(Math.min(1_000_000_000, network.now() - start)));
            all.addAll(some);
        }
        assertThat(stalled).isLessThan(Duration.ofSeconds(1));
        assertThat(alpha.view()).containsExactly("alpha", "beta");

        network.loseNothing();
        network.runUntil(() ->
                gamma.state() == MemberState.FOLLOWING && gamma.log().lines().size() == all.size() + 2);
        assertThat(gamma.log().lines()).noneMatch(line -> line.startsWith("gap"));
        assertSameDigests(alpha, beta, gamma);
    }

    @Test
    void aWelcomeThatComesLateTakesNobodyBackBehindWhatItHasReadMeanwhile() {
        network.remove(gamma);
        network.runUntil(() -> alpha.view().equals(List.of("alpha", "beta")));
        network.lose((from, to, type, unicast) -> type == FrameType.WELCOME);
        TestMember back = network.restart(gamma, 13, true);
        network.runUntil(() -> alpha.view().contains("gamma"));
        network.runUntilComplete(List.of(beta.publish("three")));
        back.receive(behind(back, alpha), network.now());
        network.runUntil(() -> back.log().lines().size() == 1);
        network.seen().stream()
                .filter(datagram -> FrameHeader.type(datagram) == FrameType.WELCOME)
                .toList()
                .forEach(late -> back.receive(late.duplicate(), network.now()));
        network.loseNothing();
        network.runUntil(() -> back.state() == MemberState.FOLLOWING);
        network.runUntilComplete(List.of(back.publish("four")));

        assertThat(back.log().lines()).containsExactly("3:beta/2:three", "4:gamma/1:four");
    }

    @Test
    void aMemberCatchesUpFromTheVeryBeginningOfTheOrder() {
        TestNetwork fresh = new TestNetwork();
        List<TestMember> all = fresh.group("alpha", "beta", "gamma");
        fresh.serveLogs();
        fresh.remove(all.get(2));
        fresh.runUntil(() -> all.get(0).view().equals(List.of("alpha", "beta")));
        fresh.runUntilComplete(List.of(all.get(1).publish("one")));
        TestMember back = fresh.restart(all.get(2), 13, true);

        fresh.runUntil(() -> back.state() == MemberState.FOLLOWING);
        assertThat(back.log().lines()).containsExactly("1:beta/1:one");
    }

    /** What a sequencer says to a member that is to read its log first. */
    private static ByteBuffer behind(TestMember member, TestMember sequencer) {
        ByteBuffer frame = ByteBuffer.allocate(500);
        FrameHeader.begin(
                frame,
                FrameType.REFUSE,
                FrameHeader.groupId(TestNetwork.GROUP),
                sequencer.identity().incarnation());
        new RefuseFrame(
                        member.identity().incarnation(),
                        sequencer.snapshot().epoch(),
                        1,
                        0,
                        RefuseFrame.Reason.BEHIND,
                        sequencer.identity())
                .write(frame);
        FrameHeader.finish(frame);
        return frame;
    }
}
