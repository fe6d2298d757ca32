package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.frame.LeaveFrame;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.frame.RefuseFrame;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.membership.MemberIdentity;

/** What beta, which follows alpha and has two messages of its order, does about what is not in the order of things. */
class FollowingTest {

    private static final MemberIdentity ALPHA = TestMember.identity("alpha", 1);
    private static final MemberIdentity ALPHA_AGAIN = TestMember.identity("alpha", 11);
    private static final MemberIdentity GAMMA = TestMember.identity("gamma", 3);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long SILENCE = 300_000_000;
    private static final long TIMEOUT = 10 * SECOND;

    private final TestNetwork network = new TestNetwork();
    private final TestMember beta;
    private final long lastFrame;
    private long now;

    FollowingTest() {
        List<TestMember> members = network.group("alpha", "beta");
        beta = members.get(1);
        network.runUntilComplete(List.of(members.get(0).publish("one"), beta.publish("two")));
        network.run(Duration.ofSeconds(1));
        network.remove(members.get(0));
        lastFrame = ForgedDatagrams.lastFrame(network.seen());
        now = network.now();
        heartbeat(ALPHA, 1);
        turn();
    }

    @Test
    void aSequencerThatIsSilentForTheTimeoutIsMissed() {
        now += TIMEOUT;
        turn();
        assertThat(beta.state()).isEqualTo(MemberState.FOLLOWING);
        now++;

        assertThat(turn()).as("it says that it waits").contains(FrameType.HELLO);
        assertThat(beta.state()).isEqualTo(MemberState.WAITING);
        assertThat(beta.snapshot().reason()).contains("'alpha' was not heard for 10000 ms");
        heartbeat(ALPHA, 1);
        assertThat(beta.state()).as("it is heard again").isEqualTo(MemberState.FOLLOWING);
    }

    @Test
    void theNextEpochIsBelievedInOnceTheSequencerIsSilent() {
        now += SILENCE;
        heartbeat(ALPHA_AGAIN, 2);
        assertThat(beta.state()).isEqualTo(MemberState.FOLLOWING);
        now++;
        heartbeat(ALPHA_AGAIN, 2);

        assertThat(beta.state()).isEqualTo(MemberState.WAITING);
        assertThat(beta.snapshot().reason()).contains("'alpha' is silent, and epoch 2 has begun");
        assertThat(turn()).contains(FrameType.HELLO);
    }

    @Test
    void framesOfASecondSequencerOfItsEpochAreReported() {
        for (int sign = 0; sign < 5; sign++) {
            assertThat(beta.events()).noneMatch(line -> line.startsWith("warning"));
            order(GAMMA, 1);
        }

        assertThat(beta.events()).last().asString().startsWith("warning: another sequencer (incarnation 3)");
        assertThat(beta.state()).isEqualTo(MemberState.FOLLOWING);
    }

    @Test
    void framesOfTheNextEpochAreNoSecondSequencers() {
        now += SILENCE + 1;
        for (int sign = 0; sign < 10; sign++) {
            order(ALPHA_AGAIN, 2);
        }

        assertThat(beta.events()).noneMatch(line -> line.startsWith("warning"));
    }

    @Test
    void itsOwnSequencerIsNoRivalWhileItIsNotInStep() {
        recovers(1);
        for (int sign = 0; sign < 10; sign++) {
            order(ALPHA, 1);
        }

        assertThat(beta.events()).noneMatch(line -> line.startsWith("warning"));
        assertThat(beta.log().lines()).hasSize(2);
    }

    @Test
    void nothingMoreIsTakenOfAnEpochThatItsSequencerRecovers() {
        recovers(1);
        assertThat(beta.state()).isEqualTo(MemberState.WAITING);
        assertThat(beta.snapshot().reason()).contains("'alpha' is back, and recovers the order");
        assertThat(beta.snapshot().sequencer()).isEmpty();
        welcome(1, 1, 9, 2);
        assertThat(beta.state()).isEqualTo(MemberState.WAITING);
        welcome(1, 2, 9, 2);

        assertThat(beta.state()).isEqualTo(MemberState.JOINING);
    }

    @Test
    void aSequencerThatForgotMessagesIsNotFollowed() {
        welcome(1, 2, 9, 1);

        assertThat(beta.state()).isEqualTo(MemberState.FAILED);
        assertThat(beta.snapshot().reason()).contains("'alpha' has forgotten messages 2 to 2");
    }

    @Test
    void anotherOrderIsNotEnteredByWhoHasMessagesOfOne() {
        now += TIMEOUT + 1;
        turn();
        welcome(7, 2, 9, 2);

        assertThat(beta.state()).isEqualTo(MemberState.WAITING);
        assertThat(beta.snapshot().epoch()).isEqualTo(1);
    }

    @Test
    void whatItLacksIsFetchedFromTheSequencersLog() {
        welcome(1, 2, 9, 6);
        assertThat(beta.state()).isEqualTo(MemberState.JOINING);
        assertThat(beta.snapshot().reason()).contains("'alpha' lets it join");
        assertThat(beta.fetcher().request()).isEqualTo(new TestFetcher.Request(ALPHA_AGAIN.endpoint(), 2));
        beta.fetcher().stop();
        beta.protocol().onFetchEnded(false, now);

        assertThat(beta.fetcher().request()).as("it broke off").isNotNull();
    }

    @Test
    void whatNoLogHoldsAnyMoreIsAGap() {
        welcome(1, 2, 9, 6);
        beta.protocol().onFetchEnded(true, now);

        assertThat(beta.log().lines()).last().isEqualTo("gap 3-6");
        assertThat(beta.snapshot().epoch()).isEqualTo(2);
        assertThat(beta.snapshot().ordered()).isEqualTo(6);
    }

    @Test
    void aLogOfAnotherOrderIsNotCaughtUpFrom() {
        welcome(1, 2, 9, 6);
        beta.protocol().onFetched(new LogRecord.EpochStart(7, 2, "alpha", 11), now);

        assertThat(beta.state()).isEqualTo(MemberState.FAILED);
        assertThat(beta.snapshot().reason()).contains("catches up differ: order 7 instead of 1");
        assertThat(beta.fetcher().request()).isNull();
    }

    @Test
    void whoIsToldThatItIsBehindCatchesUpBeforeItAsksAgain() {
        now += TIMEOUT + 1;
        turn();
        refuse(RefuseFrame.Reason.BEHIND, ALPHA_AGAIN, 2, 9);
        assertThat(beta.state()).isEqualTo(MemberState.JOINING);
        assertThat(beta.snapshot().reason()).contains("catches up from the log of sequencer 'alpha'");
        assertThat(beta.fetcher().request()).isEqualTo(new TestFetcher.Request(ALPHA_AGAIN.endpoint(), 2));
        refuse(RefuseFrame.Reason.BEHIND, GAMMA, 2, 9);
        assertThat(beta.fetcher().request())
                .as("in the midst of it")
                .isEqualTo(new TestFetcher.Request(ALPHA_AGAIN.endpoint(), 2));
        beta.protocol().onFetched(new LogRecord.Gap(3, 5, 1, 9, "gone"), now);
        beta.fetcher().stop();
        beta.protocol().onFetchEnded(true, now);

        assertThat(turn()).as("it has come nearer, and asks at once").contains(FrameType.HELLO);
    }

    @Test
    void aCatchUpThatBringsNothingIsNotTriedAgainAtOnce() {
        now += TIMEOUT + 1;
        turn();
        now += SECOND;
        refuse(RefuseFrame.Reason.BEHIND, ALPHA_AGAIN, 2, 9);
        beta.fetcher().stop();
        beta.protocol().onFetchEnded(true, now);

        assertThat(turn()).doesNotContain(FrameType.HELLO);
    }

    @Test
    void aFollowerIsNotBehind() {
        refuse(RefuseFrame.Reason.BEHIND, ALPHA, 1, 9);

        assertThat(beta.state()).isEqualTo(MemberState.FOLLOWING);
        assertThat(beta.fetcher().request()).isNull();
    }

    @Test
    void whoLeavesFetchesNothingMore() {
        welcome(1, 2, 9, 6);
        beta.protocol().leave(now);

        assertThat(beta.fetcher().request()).isNull();
        assertThat(beta.sender().take()).anyMatch(sent -> sent.type() == FrameType.LEAVE);
    }

    @Test
    void aRefusalThatIsOlderThanItsPlaceMeansNothing() {
        long view = 2;
        refuse(RefuseFrame.Reason.NOT_IN_VIEW, ALPHA, 1, view);
        refuse(RefuseFrame.Reason.NOT_IN_VIEW, GAMMA, 1, view + 1);
        assertThat(beta.state()).isEqualTo(MemberState.FOLLOWING);
        refuse(RefuseFrame.Reason.NOT_IN_VIEW, ALPHA, 1, view + 1);

        assertThat(beta.state()).isEqualTo(MemberState.JOINING);
        assertThat(beta.snapshot().reason()).contains("was evicted");
        assertThat(turn()).contains(FrameType.HELLO);
        now += SECOND;
        assertThat(turn()).as("it holds nobody back any more").doesNotContain(FrameType.ACK);
    }

    @Test
    void theFarewellOfAnotherIsNotItsSequencers() {
        beta.receive(ForgedDatagrams.datagram(FrameType.LEAVE, 3, new LeaveFrame(1, 2)::write), now);
        assertThat(beta.state()).isEqualTo(MemberState.FOLLOWING);
        beta.receive(ForgedDatagrams.datagram(FrameType.LEAVE, 1, new LeaveFrame(1, 1)::write), now);

        assertThat(beta.state()).isEqualTo(MemberState.WAITING);
        assertThat(turn()).contains(FrameType.HELLO);
    }

    /** Ends a turn, and gives the types of what it sent. */
    private List<FrameType> turn() {
        beta.protocol().onTurnEnd(now);
        return beta.sender().take().stream().map(RecordingSender.Sent::type).toList();
    }

    private void heartbeat(MemberIdentity sequencer, long epoch) {
        beta.receive(
                ForgedDatagrams.datagram(FrameType.HEARTBEAT, sequencer.incarnation(), body -> {
                    OrderFrame.write(
                            body, epoch, lastFrame, 3, 2, 2, beta.snapshot().digest());
                    body.position(OrderFrame.ENTRIES);
                }),
                now);
    }

    private void order(MemberIdentity sequencer, long epoch) {
        ByteBuffer frame = ForgedDatagrams.datagram(FrameType.ORDER, sequencer.incarnation(), body -> {
            OrderFrame.write(body, epoch, lastFrame + 1, 3, 2, 2, 5);
            FrameDispatcherTest.addMessage(body.position(OrderFrame.ENTRIES));
        });
        beta.receive(frame, now);
    }

    private void recovers(long epoch) {
        HelloFrame hello = new HelloFrame(HelloFrame.Intent.RECOVER, 0, 1, epoch, 2, 0, ALPHA_AGAIN);
        beta.receive(ForgedDatagrams.datagram(FrameType.HELLO, 11, hello::write), now);
    }

    private void welcome(long order, long epoch, long view, long sequence) {
        WelcomeFrame welcome = new WelcomeFrame(2, order, epoch, view, 5, sequence, 77, 1472, ALPHA_AGAIN);
        beta.receive(ForgedDatagrams.datagram(FrameType.WELCOME, 11, welcome::write), now);
    }

    private void refuse(RefuseFrame.Reason reason, MemberIdentity sequencer, long epoch, long view) {
        RefuseFrame refusal = new RefuseFrame(2, epoch, view, 0, reason, sequencer);
        beta.receive(ForgedDatagrams.datagram(FrameType.REFUSE, sequencer.incarnation(), refusal::write), now);
    }
}
