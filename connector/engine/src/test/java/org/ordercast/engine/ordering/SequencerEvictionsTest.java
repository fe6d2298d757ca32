package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ordercast.engine.ordering.TestSequencer.MILLISECOND;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.EntryKind;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.RefuseFrame;
import org.ordercast.engine.frame.RefuseFrame.Reason;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.member.TestMember;
import org.ordercast.engine.membership.MemberIdentity;

/** Whom the sequencer evicts, and for how long, to the nanosecond. */
class SequencerEvictionsTest {

    private static final MemberIdentity BETA = TestMember.identity("beta", 2);
    private static final MemberIdentity GAMMA = TestMember.identity("gamma", 3);
    private static final long TIMEOUT = Duration.ofSeconds(10).toNanos();

    private final TestSequencer alpha =
            new TestSequencer(settings -> settings.memberTimeout(Duration.ofNanos(TIMEOUT)));

    @Test
    void aMemberThatIsSilentIsEvicted() {
        alpha.join(BETA);
        long heardAt = alpha.now();
        alpha.run(TIMEOUT);
        assertThat(alpha.view()).containsExactly("alpha", "beta");
        assertThat(alpha.role().deadline()).isLessThanOrEqualTo(heardAt + TIMEOUT + 1);
        alpha.run(1);

        assertThat(alpha.view()).containsExactly("alpha");
        assertThat(alpha.count(Counter.EVICTIONS)).isEqualTo(1);
        assertThat(alpha.events().lines())
                .last()
                .asString()
                .contains("'beta'")
                .contains("was not heard for 10000 ms")
                .contains("is told what it missed");
    }

    @Test
    void whereLogsAreReadAnEvictedMemberIsToldThatItCatchesUp() {
        alpha.log().serve();
        alpha.join(BETA);
        alpha.run(TIMEOUT + 1);

        assertThat(alpha.events().lines()).last().asString().contains("catches up with what it missed");
    }

    @ParameterizedTest
    @CsvSource({"500, 500", "2000, 1000", "4000, 1000", "10000, 2500"})
    void aMemberThatDoesNotTakeUpItsPlaceIsEvictedEarlier(long timeoutMillis, long joinMillis) {
        TestSequencer one = new TestSequencer(settings -> settings.memberTimeout(Duration.ofMillis(timeoutMillis)));
        one.admit(BETA);
        one.run(joinMillis * MILLISECOND);
        assertThat(one.view()).containsExactly("alpha", "beta");
        one.run(1);

        assertThat(one.view()).containsExactly("alpha");
        assertThat(one.events().lines())
                .last()
                .asString()
                .contains(joinMillis < timeoutMillis ? "within " + joinMillis + " ms" : "not heard for 500 ms");
    }

    @Test
    void aMemberWhoseMessageStaysHalfOrderedIsEvictedAlthoughItIsHeard() {
        WelcomeFrame beta = alpha.join(BETA);
        alpha.publish(beta, 1, writer -> writer.addPart(EntryKind.FRAGMENT, 2, 1, new byte[5000], 0, false));
        alpha.turn();
        for (int i = 0; i < 100; i++) {
            alpha.run(TIMEOUT / 100);
            alpha.ack(beta, beta.frame(), 0);
        }
        assertThat(alpha.view()).containsExactly("alpha", "beta");
        alpha.run(1);

        assertThat(alpha.view()).containsExactly("alpha");
        assertThat(alpha.events().lines()).last().asString().contains("did not go on with a message for 10000 ms");
    }

    @Test
    void aSequencerThatStoodStillHeardNobodyAndEvictsNobody() {
        alpha.join(BETA);
        alpha.pass(TIMEOUT + 1).turn();
        assertThat(alpha.view()).containsExactly("alpha", "beta");
        alpha.run(TIMEOUT);
        assertThat(alpha.view()).containsExactly("alpha", "beta");
        alpha.run(1);

        assertThat(alpha.view()).containsExactly("alpha");
    }

    @Test
    void aQuarterOfTheTimeoutBetweenTwoTurnsIsNoPause() {
        alpha.join(BETA);
        for (int i = 0; i < 4; i++) {
            alpha.pass(TIMEOUT / 4).turn();
        }
        assertThat(alpha.view()).containsExactly("alpha", "beta");
        alpha.pass(1).turn();

        assertThat(alpha.view()).containsExactly("alpha");
    }

    @Test
    void aPauseGivesTimeToTakeUpAPlaceAndToGoOnWithAMessage() {
        alpha.admit(BETA);
        alpha.pass(TIMEOUT / 4 + 1).turn();
        alpha.run(TIMEOUT / 4);
        assertThat(alpha.view()).containsExactly("alpha", "beta");
        alpha.run(1);
        assertThat(alpha.view()).containsExactly("alpha");
    }

    @Test
    void whoIsEvictedAgainAndAgainStaysOutForLongerEachTime() {
        List<Long> outFor = new ArrayList<>();
        for (int eviction = 1; eviction <= 6; eviction++) {
            alpha.join(BETA);
            alpha.run(TIMEOUT + 1);
            assertThat(alpha.view()).containsExactly("alpha");
            long evictedAt = alpha.now();
            while (alpha.hello(BETA, 0).isEmpty()) {
                alpha.pass(TIMEOUT / 10);
                alpha.turn();
            }
            outFor.add((alpha.now() - evictedAt) / TIMEOUT);
        }

        assertThat(outFor).containsExactly(0L, 1L, 2L, 4L, 8L, 8L);
    }

    @Test
    void aLongStayMakesUpForEarlierEvictions() {
        for (int eviction = 1; eviction <= 2; eviction++) {
            alpha.join(BETA);
            alpha.run(TIMEOUT + 1);
        }
        assertThat(alpha.hello(BETA, 0)).isEmpty();
        alpha.run(TIMEOUT);
        WelcomeFrame beta = alpha.join(BETA);
        for (int i = 0; i < 100; i++) {
            alpha.run(TIMEOUT / 10);
            alpha.ack(beta, beta.frame(), 0);
        }
        alpha.run(TIMEOUT + 1);

        assertThat(alpha.view()).containsExactly("alpha");
        assertThat(alpha.hello(BETA, 0)).as("may come back at once").isPresent();
    }

    @Test
    void anEvictedMemberThatIsStillHeardIsToldSoButNotAtEachFrame() {
        WelcomeFrame beta = alpha.join(BETA);
        alpha.run(TIMEOUT + 1);
        alpha.ack(beta, beta.frame(), 0);
        List<RefuseFrame> refusals = new ArrayList<>();
        for (int i = 0; i <= 100; i++) {
            alpha.turn(FrameType.REFUSE).forEach(frame -> refusals.add(RefuseFrame.read(frame)));
            alpha.pass(MILLISECOND);
            alpha.ack(beta, beta.frame(), 0);
        }

        assertThat(refusals).hasSize(3).allSatisfy(refusal -> {
            assertThat(refusal.reason()).isEqualTo(Reason.NOT_IN_VIEW);
            assertThat(refusal.member()).isEqualTo(2);
        });
        assertThat(alpha.count(Counter.DROPPED_UNKNOWN_SENDER)).isEqualTo(102);
    }

    @Test
    void whereItLosesNothingWhoKeepsTheWindowClosedIsEvicted() {
        TestSequencer one = new TestSequencer(settings -> settings.windowSize(65_536));
        one.log().serve();
        WelcomeFrame beta = one.join(BETA);
        WelcomeFrame gamma = one.join(GAMMA);
        long closedAt = fill(one, gamma);
        one.run(closedAt + Patience.LIMIT - 1 - one.now());
        assertThat(one.view()).containsExactly("alpha", "beta", "gamma");
        one.ack(beta, beta.frame(), 0);
        long behind = one.sentFrame() - beta.frame();
        one.run(1);

        assertThat(one.view()).containsExactly("alpha", "gamma");
        assertThat(one.events().lines())
                .last()
                .asString()
                .contains("is " + behind + " frames behind, holds the others back");
    }

    @Test
    void whereItWouldLoseSomethingNobodyIsEvictedForAClosedWindow() {
        TestSequencer one = new TestSequencer(settings -> settings.windowSize(65_536));
        one.join(BETA);
        fill(one, one.join(GAMMA));
        one.run(2 * Patience.LIMIT);

        assertThat(one.view()).containsExactly("alpha", "beta", "gamma");
    }

    /** Publishes until the window is closed, and has one member acknowledge it all; gives the time when it was seen. */
    private static long fill(TestSequencer sequencer, WelcomeFrame member) {
        for (int i = 0; i < 100; i++) {
            sequencer.publish(1400, Acknowledgement.ORDERED);
        }
        sequencer.turn();
        sequencer.turn();
        sequencer.ack(member, sequencer.sentFrame(), sequencer.state().sequence());
        return sequencer.now();
    }
}
