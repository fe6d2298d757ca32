package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ordercast.engine.ordering.TestSequencer.MILLISECOND;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.EntryKind;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.frame.HelloFrame.Intent;
import org.ordercast.engine.frame.LeaveFrame;
import org.ordercast.engine.frame.RefuseFrame;
import org.ordercast.engine.frame.RefuseFrame.Reason;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.member.TestMember;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;

/** Whom the sequencer lets in, when, and whom it refuses, to the nanosecond. */
class SequencerMembersTest {

    private static final MemberIdentity BETA = TestMember.identity("beta", 2);
    private static final MemberIdentity BETA_AGAIN = TestMember.identity("beta", 12);
    private static final MemberIdentity GAMMA = TestMember.identity("gamma", 3);
    private static final long TIMEOUT = Duration.ofSeconds(10).toNanos();
    private static final long SECOND = 1_000 * MILLISECOND;

    private final TestSequencer alpha =
            new TestSequencer(settings -> settings.memberTimeout(Duration.ofNanos(TIMEOUT)));

    @Test
    void aStrangerIsInvitedFirstAndLetInWhenItSaysSo() {
        RefuseFrame invitation = alpha.hello(BETA, 0).orElseThrow();
        assertThat(invitation.reason()).isEqualTo(Reason.NOT_INVITED);
        assertThat(invitation.member()).isEqualTo(2);
        assertThat(invitation.epoch()).isEqualTo(1);
        assertThat(invitation.view()).isEqualTo(1);
        assertThat(invitation.sequencer()).isEqualTo(TestSequencer.ALPHA);
        alpha.turn();
        assertThat(alpha.view()).containsExactly("alpha");

        long digest = alpha.state().digest();
        alpha.hello(BETA, invitation.invitation());
        WelcomeFrame welcome = WelcomeFrame.read(alpha.turn(FrameType.WELCOME).get(0));
        assertThat(alpha.view()).containsExactly("alpha", "beta");
        assertThat(welcome).isEqualTo(new WelcomeFrame(2, 1, 1, 2, 2, 0, digest, 1472, TestSequencer.ALPHA));
        assertThat(alpha.turn(FrameType.WELCOME)).as("once is enough").isEmpty();
    }

    @Test
    void theOrderBeginsForANewcomerBehindWhatWasOrderedInTheSameTurn() {
        alpha.publish(10, Acknowledgement.ORDERED);
        WelcomeFrame welcome = alpha.admit(BETA);

        assertThat(welcome.sequence()).isEqualTo(1);
        assertThat(welcome.frame()).isEqualTo(alpha.sentFrame()).isEqualTo(3);
    }

    @Test
    void oneThatWasLetInAndDidNotHearOfItIsWelcomedAgainAtItsNextHello() {
        WelcomeFrame welcome = alpha.admit(BETA);
        assertThat(alpha.hello(BETA, 0)).isEmpty();
        assertThat(alpha.turn(FrameType.WELCOME)).hasSize(1);
        alpha.ack(welcome, welcome.frame(), 0);
        alpha.hello(BETA, 0);

        assertThat(alpha.turn(FrameType.WELCOME)).as("it is there").isEmpty();
    }

    @Test
    void aMemberOfAnotherOrderIsNotAnswered() {
        assertThat(alpha.hello(new HelloFrame(Intent.WAIT, 0, 99, 1, 0, 0, BETA)))
                .isEmpty();
        assertThat(alpha.hello(new HelloFrame(Intent.WAIT, 0, alpha.state().order(), 1, 0, 0, BETA)))
                .isPresent();
    }

    @Test
    void anotherLifeOfALiveMemberIsRefused() {
        alpha.join(BETA);
        alpha.run(SECOND);

        assertThat(alpha.hello(BETA_AGAIN, alpha.invitation(BETA_AGAIN))
                        .orElseThrow()
                        .reason())
                .isEqualTo(Reason.ID_IN_USE);
        alpha.turn();
        assertThat(alpha.view()).containsExactly("alpha", "beta");
        MemberIdentity twin = TestMember.identity("alpha", 77);
        alpha.run(5 * SECOND);
        assertThat(alpha.hello(twin, alpha.invitation(twin)).orElseThrow().reason())
                .as("the sequencer itself is always heard")
                .isEqualTo(Reason.ID_IN_USE);
    }

    @Test
    void anotherLifeTakesThePlaceOfOneThatIsSilentForMoreThanASecond() {
        alpha.join(BETA);
        alpha.run(SECOND + 1);
        assertThat(alpha.hello(BETA_AGAIN, alpha.invitation(BETA_AGAIN))).isEmpty();
        alpha.turn();

        assertThat(alpha.state().view().find(12)).isNotNull();
        assertThat(alpha.state().view().find(2)).isNull();
        assertThat(alpha.count(Counter.EVICTIONS)).isZero();
    }

    @Test
    void ofTwoLivesThatAreBothOnTheirWayTheFirstIsLetIn() {
        alpha.hello(BETA, alpha.invitation(BETA));
        assertThat(alpha.hello(BETA_AGAIN, alpha.invitation(BETA_AGAIN))
                        .orElseThrow()
                        .reason())
                .isEqualTo(Reason.ID_IN_USE);
        assertThat(alpha.hello(BETA, alpha.invitation(BETA)))
                .as("the same again")
                .isEmpty();
        alpha.turn();

        assertThat(alpha.state().view().find(2)).isNotNull();
    }

    @Test
    void aLiveMemberThatSeeksAgainIsNotPutOutAndOneThatWasSilentForASecondIs() {
        alpha.join(BETA);
        alpha.run(SECOND);
        alpha.hello(BETA, alpha.invitation(GAMMA));
        alpha.turn();
        assertThat(alpha.view()).containsExactly("alpha", "beta");

        alpha.run(1);
        alpha.hello(new HelloFrame(Intent.WAIT, 0, 1, 1, 0, alpha.invitation(GAMMA), BETA));
        alpha.turn();
        assertThat(alpha.view()).as("one that waits has its place").containsExactly("alpha", "beta");
        assertThat(alpha.hello(BETA, 0).orElseThrow().reason()).isEqualTo(Reason.NOT_INVITED);
        alpha.turn();
        assertThat(alpha.view()).as("a hello that may be old").containsExactly("alpha", "beta");
        alpha.hello(BETA, alpha.invitation(GAMMA));
        alpha.turn();
        assertThat(alpha.view()).containsExactly("alpha");
    }

    @Test
    void aGroupIsFullWithThoseWhoAreOnTheirWay() {
        for (int i = 1; i < View.MAX_MEMBERS; i++) {
            MemberIdentity member = TestMember.identity("m" + i, 100 + i);
            assertThat(alpha.hello(member, alpha.invitation(member))).isEmpty();
        }
        assertThat(alpha.hello(BETA, alpha.invitation(BETA)).orElseThrow().reason())
                .isEqualTo(Reason.GROUP_FULL);
        alpha.turn();
        assertThat(alpha.view()).hasSize(View.MAX_MEMBERS);
        assertThat(alpha.hello(BETA, alpha.invitation(BETA)).orElseThrow().reason())
                .isEqualTo(Reason.GROUP_FULL);
    }

    @Test
    void oneThatIsFarBehindCatchesUpFirst() {
        alpha.log().serve();
        for (int i = 0; i < 600; i++) {
            alpha.publish(1, Acknowledgement.ORDERED);
            alpha.turn();
        }
        long invitation = alpha.invitation(BETA);
        long far = farthest(512);

        assertThat(alpha.hello(new HelloFrame(Intent.WAIT, 0, 1, 1, far - 1, invitation, BETA))
                        .orElseThrow()
                        .reason())
                .isEqualTo(Reason.BEHIND);
        assertThat(alpha.hello(new HelloFrame(Intent.WAIT, 0, 1, 1, far, invitation, BETA)))
                .isEmpty();
        assertThat(alpha.hello(GAMMA, alpha.invitation(GAMMA)))
                .as("who has nothing of the order begins here")
                .isEmpty();
    }

    private long farthest(int kilobytes) {
        long sequence = 0;
        while (alpha.log().bytesAfter(sequence) > kilobytes * 1024L) {
            sequence++;
        }
        return sequence;
    }

    @Test
    void aStrangersFrameIsCountedAndNotAnswered() {
        alpha.ack(new WelcomeFrame(9, 1, 1, 2, 2, 0, 0, 1472, TestSequencer.ALPHA), 1, 0);

        assertThat(alpha.count(Counter.DROPPED_UNKNOWN_SENDER)).isEqualTo(1);
        assertThat(alpha.turn(FrameType.REFUSE)).isEmpty();
    }

    @Test
    void framesOfAnotherEpochOrOfAnEarlierStayAreDropped() {
        WelcomeFrame beta = alpha.join(BETA);
        alpha.ack(new WelcomeFrame(2, 1, 2, beta.view(), 2, 0, 0, 1472, TestSequencer.ALPHA), 1, 0);
        alpha.ack(new WelcomeFrame(2, 1, 1, beta.view() - 1, 2, 0, 0, 1472, TestSequencer.ALPHA), 1, 0);

        assertThat(alpha.count(Counter.DROPPED_OLD_EPOCH)).isEqualTo(2);
    }

    @Test
    void aMemberThatSaysFarewellIsGoneAndDoesNotComeBack() {
        WelcomeFrame beta = alpha.join(BETA);
        alpha.role().onLeave(2, new LeaveFrame(1, beta.view()), alpha.now());
        alpha.turn();
        assertThat(alpha.view()).containsExactly("alpha");
        assertThat(alpha.count(Counter.EVICTIONS)).isZero();
        alpha.run(SECOND);
        alpha.ack(beta, beta.frame(), 0);

        assertThat(alpha.turn(FrameType.REFUSE))
                .as("nobody waits for an answer")
                .isEmpty();
    }

    @Test
    void aFarewellOnTheWayInIsTaken() {
        alpha.hello(BETA, alpha.invitation(BETA));
        alpha.role().onLeave(2, new LeaveFrame(1, 2), alpha.now());
        alpha.turn();

        assertThat(alpha.view()).containsExactly("alpha");
    }

    @Test
    void aMemberThatComesBackGoesOnWithItsMessages() {
        WelcomeFrame beta = alpha.join(BETA);
        alpha.publish(beta, 1, writer -> {
            writer.addMessage(2, 1, new byte[1], false);
            writer.addMessage(2, 2, new byte[1], false);
        });
        alpha.run(TIMEOUT + 1);
        alpha.join(BETA);

        assertThat(alpha.participant(BETA).published()).isEqualTo(2);
    }

    @Test
    void nobodyJoinsWhileAMessageIsHalfOrdered() {
        WelcomeFrame beta = alpha.join(BETA);
        byte[] large = new byte[2000];
        int[] first = new int[1];
        alpha.publish(beta, 1, writer -> first[0] = writer.addPart(EntryKind.FRAGMENT, 2, 1, large, 0, false));
        alpha.turn();
        alpha.hello(GAMMA, alpha.invitation(GAMMA));
        alpha.turn();
        assertThat(alpha.view()).containsExactly("alpha", "beta");
        alpha.publish(beta, 2, writer -> writer.addPart(EntryKind.FRAGMENT, 2, 1, large, first[0], false));
        alpha.turn();

        assertThat(alpha.view()).containsExactly("alpha", "beta", "gamma");
    }

    @Test
    void whoLeavesWithAMessageHalfOrderedKeepsNobodyOut() {
        WelcomeFrame beta = alpha.join(BETA);
        alpha.publish(beta, 1, writer -> writer.addPart(EntryKind.FRAGMENT, 2, 1, new byte[2000], 0, false));
        alpha.turn();
        alpha.hello(GAMMA, alpha.invitation(GAMMA));
        alpha.role().onLeave(2, new LeaveFrame(1, beta.view()), alpha.now());
        alpha.turn();

        assertThat(alpha.view()).containsExactly("alpha", "gamma");
    }

    @Test
    void whoLeftCountsUntilTheViewWithoutItIsOut() {
        WelcomeFrame beta = alpha.join(BETA);
        alpha.publish(1, Acknowledgement.STABLE);
        alpha.turn();
        assertThat(alpha.state().stable()).isZero();
        alpha.log().setSlow(true);
        alpha.role().onLeave(2, new LeaveFrame(1, beta.view()), alpha.now());
        alpha.turn();
        alpha.turn();
        assertThat(alpha.view()).containsExactly("alpha");
        assertThat(alpha.state().stable()).as("the log may forget that it left").isZero();
        alpha.log().setSlow(false);
        alpha.turn();

        assertThat(alpha.state().stable()).isEqualTo(1);
    }

    @Test
    void aNewcomerIsWelcomeOnceTheViewWithItIsOut() {
        alpha.log().setSlow(true);
        alpha.hello(BETA, alpha.invitation(BETA));
        assertThat(alpha.turn(FrameType.WELCOME)).isEmpty();
        alpha.log().setSlow(false);

        assertThat(alpha.turn(FrameType.WELCOME)).hasSize(1);
    }
}
