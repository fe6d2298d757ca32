package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Counter;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.frame.RefuseFrame;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.log.LogRecord;

/** What makes a member that seeks, leads, recovers or follows do something else, and what it tells of that. */
class RoleChangeTest {

    private final TestNetwork network = new TestNetwork();

    @Test
    void aMemberThatSeeksAsksToJoinWhateverItHearsOfASequencer() {
        for (FrameType type : List.of(FrameType.ORDER, FrameType.HEARTBEAT)) {
            TestMember member = seeker();
            member.receive(order(type, 9, 1, 1), network.now());
            member.protocol().onTurnEnd(network.now());
            assertThat(member.state()).isEqualTo(MemberState.JOINING);
        }
        TestMember refused = seeker();
        refused.receive(refusal(refused, RefuseFrame.Reason.NOT_IN_VIEW), network.now());
        refused.protocol().onTurnEnd(network.now());
        assertThat(refused.state()).isEqualTo(MemberState.JOINING);
        assertThat(refused.events()).noneMatch(line -> line.startsWith("warning"));
    }

    @Test
    void itsOperatorIsToldOnceWhyItIsRefused() {
        TestMember member = seeker();
        for (int i = 0; i < 3; i++) {
            member.receive(refusal(member, RefuseFrame.Reason.GROUP_FULL), network.now());
        }

        assertThat(member.events())
                .filteredOn(line -> line.startsWith("warning"))
                .singleElement()
                .asString()
                .contains("is full: it has 256 members");
    }

    @Test
    void noFrameOfAWholeGroupMeansNothingToItsReceiver() {
        List<TestMember> members = network.group("alpha", "beta", "gamma");
        network.runUntilComplete(List.of(members.get(1).publish(5000, Acknowledgement.STABLE)));
        network.run(Duration.ofSeconds(1));

        assertThat(members).allMatch(member -> member.count(Counter.DROPPED_OTHER_ROLE) == 0);
    }

    @Test
    void aSequencerThatLeavesOrdersWhatWaitsAndIsMissedAtOnce() {
        List<TestMember> members = network.group("alpha", "beta");
        TestMember alpha = members.get(0);
        TestMember beta = members.get(1);
        alpha.publish("last words");
        alpha.protocol().leave(network.now());
        network.run(Duration.ofMillis(10));

        assertThat(beta.log().lines()).containsExactly("1:alpha/1:last words");
        assertThat(beta.state()).isEqualTo(MemberState.WAITING);
        assertThat(beta.snapshot().reason()).contains("sequencer 'alpha' left");
    }

    @Test
    void aFollowerThatLeavesSaysSo() {
        List<TestMember> members = network.group("alpha", "beta");
        members.get(1).protocol().leave(network.now());
        network.run(Duration.ofMillis(10));

        assertThat(members.get(0).view()).containsExactly("alpha");
    }

    @Test
    void ofTwoSequencersWithoutMessagesTheOneWithTheHigherIncarnationGivesWay() {
        TestMember alpha = sequencer(5);
        provoke(alpha, FrameType.HEARTBEAT, 6, 1);
        assertThat(alpha.state()).isEqualTo(MemberState.SEQUENCING);
        network.run(Duration.ofSeconds(1));
        provoke(alpha, FrameType.ORDER, 4, 1);

        assertThat(alpha.state()).isEqualTo(MemberState.DISCOVERING);
        assertThat(alpha.snapshot().reason()).contains("gives way to another sequencer");
        assertThat(alpha.events()).noneMatch(line -> line.startsWith("warning"));
    }

    @Test
    void aSequencerWithoutMessagesGivesWayToOneThatHasSome() {
        TestMember alpha = sequencer(5);
        provoke(alpha, FrameType.HEARTBEAT, 6, 2);

        assertThat(alpha.state()).isEqualTo(MemberState.DISCOVERING);
        assertThat(alpha.sender().take()).anyMatch(sent -> sent.type() == FrameType.LEAVE);
    }

    @Test
    void aSequencerWithMessagesReportsAnotherOneThatHasSome() {
        TestMember alpha = sequencer(5);
        network.runUntilComplete(List.of(alpha.publish("one")));
        provoke(alpha, FrameType.HEARTBEAT, 4, 1);
        assertThat(alpha.events()).noneMatch(line -> line.startsWith("warning"));
        network.run(Duration.ofSeconds(1));
        provoke(alpha, FrameType.HEARTBEAT, 4, 2);

        assertThat(alpha.state()).isEqualTo(MemberState.SEQUENCING);
        assertThat(alpha.events()).last().asString().startsWith("warning: another sequencer (incarnation 4)");
    }

    @Test
    void aMemberThatRecoversGivesWayToALaterEpochOfItsOrderOnly() {
        TestMember alpha = recovering();
        WelcomeFrame welcome = new WelcomeFrame(11, 1, 2, 9, 5, 9, 9, 1472, TestMember.identity("beta", 2));
        alpha.receive(
                ForgedDatagrams.datagram(
                        FrameType.WELCOME,
                        2,
                        new WelcomeFrame(11, 1, 1, 9, 5, 9, 9, 1472, TestMember.identity("beta", 2))::write),
                network.now());
        alpha.receive(
                ForgedDatagrams.datagram(
                        FrameType.WELCOME,
                        2,
                        new WelcomeFrame(11, 7, 2, 9, 5, 9, 9, 1472, TestMember.identity("beta", 2))::write),
                network.now());
        assertThat(alpha.state()).isEqualTo(MemberState.RECOVERING);
        alpha.receive(ForgedDatagrams.datagram(FrameType.WELCOME, 2, welcome::write), network.now());

        assertThat(alpha.state()).isEqualTo(MemberState.WAITING);
        assertThat(alpha.snapshot().reason()).contains("took the sequencer's role in epoch 2");
    }

    @Test
    void aMemberThatRecoversSaysWhatItGetsBackAndStopsWhereThatIsAnotherOrder() {
        TestMember alpha = recovering();
        HelloFrame answer = new HelloFrame(HelloFrame.Intent.WAIT, 11, 1, 1, 9, 0, TestMember.identity("beta", 2));
        alpha.receive(ForgedDatagrams.datagram(FrameType.HELLO, 2, answer::write), network.now());
        long now = network.now() + Duration.ofSeconds(1).toNanos();
        alpha.protocol().onTurnEnd(now);
        assertThat(alpha.snapshot().reason()).isEqualTo("gets sequences 2 to 9 back from member 'beta'");
        assertThat(alpha.fetcher().request())
                .isEqualTo(
                        new TestFetcher.Request(TestMember.identity("beta", 2).endpoint(), 1));
        alpha.protocol().onFetched(new LogRecord.EpochStart(7, 1, "beta", 2), now);

        assertThat(alpha.state()).isEqualTo(MemberState.FAILED);
        assertThat(alpha.snapshot().reason()).contains("differ: order 7 instead of 1");
        assertThat(alpha.fetcher().request()).isNull();
    }

    @Test
    void aMemberThatRecoversSaysWhomItWaitsFor() {
        TestMember alpha = recovering();
        alpha.protocol().onTurnEnd(network.now());

        assertThat(alpha.snapshot().reason())
                .contains("may have lost messages after sequence 1")
                .contains("[beta]");
    }

    @Test
    void aMemberThatLeavesWhileItRecoversFetchesNothingMore() {
        TestMember alpha = recovering();
        HelloFrame answer = new HelloFrame(HelloFrame.Intent.WAIT, 11, 1, 1, 9, 0, TestMember.identity("beta", 2));
        alpha.receive(ForgedDatagrams.datagram(FrameType.HELLO, 2, answer::write), network.now());
        alpha.protocol().onTurnEnd(network.now() + Duration.ofSeconds(1).toNanos());
        alpha.protocol().leave(network.now());

        assertThat(alpha.fetcher().request()).isNull();
        assertThat(alpha.state()).isEqualTo(MemberState.STOPPED);
    }

    @Test
    void aMembersStoryIsTold() {
        TestMember alpha = sequencer(1);
        assertThat(alpha.events())
                .containsExactly(
                        "STOPPED -> DISCOVERING: listens for a sequencer",
                        "DISCOVERING -> CLAIMING: heard no sequencer for 1000 ms",
                        "view 1: [alpha]",
                        "CLAIMING -> SEQUENCING: claimed the role of a group that had no sequencer");
        assertThat(alpha.count(Counter.VIEWS)).isEqualTo(1);
    }

    @Test
    void aFollowerKnowsOnlyItsOwnPosition() {
        List<TestMember> members = network.group("alpha", "beta", "gamma");
        network.runUntilComplete(List.of(members.get(0).publish(10, Acknowledgement.STABLE)));
        network.run(Duration.ofSeconds(1));

        assertThat(members.get(1).snapshot().members())
                .extracting(GroupSnapshot.ViewMember::acknowledged)
                .containsExactly(-1L, 1L, -1L);
        assertThat(members.get(0).snapshot().members())
                .extracting(GroupSnapshot.ViewMember::acknowledged)
                .containsExactly(1L, 1L, 1L);
        assertThat(seeker().snapshot().members()).isEmpty();
    }

    @Test
    void aFollowersLogThatHasRoomAgainGoesOnAtOnce() {
        List<TestMember> members = network.group("alpha", "beta");
        TestMember beta = members.get(1);
        beta.log().setRoom(false);
        members.get(0).publish("one");
        network.run(Duration.ofMillis(10));
        assertThat(beta.log().lines()).isEmpty();
        beta.log().setRoom(true);
        beta.protocol().onLogRoom(network.now());

        assertThat(beta.log().lines()).containsExactly("1:alpha/1:one");
    }

    private TestMember seeker() {
        TestMember member = new TestMember("seeker", 77, settings -> settings);
        member.protocol().start(network.now());
        return member;
    }

    private TestMember sequencer(int incarnation) {
        TestMember alpha = network.start("alpha", incarnation);
        network.runUntil(() -> alpha.state() == MemberState.SEQUENCING);
        return alpha;
    }

    /** Alpha in its next life, which may have lost something that beta has. */
    private TestMember recovering() {
        List<TestMember> members = network.group("alpha", "beta");
        network.runUntilComplete(List.of(members.get(0).publish("one")));
        network.run(Duration.ofSeconds(1));
        network.remove(members.get(1));
        TestMember again = network.restart(members.get(0), 11, false);
        assertThat(again.state()).isEqualTo(MemberState.RECOVERING);
        return again;
    }

    /** As many signs of another sequencer as prove it. */
    private void provoke(TestMember member, FrameType type, long rival, long firstSequence) {
        for (int sign = 0; sign < 5; sign++) {
            member.receive(order(type, rival, 1, firstSequence), network.now());
        }
    }

    private static ByteBuffer order(FrameType type, long source, long epoch, long firstSequence) {
        return ForgedDatagrams.datagram(type, source, body -> {
            OrderFrame.write(body, epoch, 1, firstSequence, 0, 0, 0);
            body.position(OrderFrame.ENTRIES);
            if (type == FrameType.ORDER) {
                FrameDispatcherTest.addMessage(body);
            }
        });
    }

    private static ByteBuffer refusal(TestMember member, RefuseFrame.Reason reason) {
        return ForgedDatagrams.datagram(
                FrameType.REFUSE,
                9,
                new RefuseFrame(member.identity().incarnation(), 1, 3, 0, reason, TestMember.identity("other", 9))
                        ::write);
    }
}
