package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.PublisherPosition;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.ordering.OrderState;

/** Where a welcome lets a member in, seen from epoch 3, view 6 and sequence 40 of order 5. */
class AdmissionTest {

    private static final MemberIdentity BETA = TestMember.identity("beta", 2);
    private static final MemberIdentity GAMMA = TestMember.identity("gamma", 3);
    private static final List<PublisherPosition> PUBLISHERS = List.of(new PublisherPosition("beta", 2, 7));

    private final TestContext parts = new TestContext();
    private final IgnoredOrder said = new IgnoredOrder();
    private final OrderState order = new OrderState(said);
    private final Admission admission = new Admission(parts.context(), order);

    AdmissionTest() {
        LogState here = new LogState(5, 3, "beta", 2, 40, 99, new View(6, List.of()), 0, PUBLISHERS);
        order.resume(here);
        parts.log().begin(here);
    }

    @Test
    void aWelcomeTakesThePlaceOfOneOfAnEarlierEpochOrView() {
        WelcomeFrame present = welcome(5, 3, 7, BETA);

        assertThat(Admission.isNewer(welcome(5, 4, 2, GAMMA), present)).isTrue();
        assertThat(Admission.isNewer(welcome(5, 3, 8, BETA), present)).isTrue();
        assertThat(Admission.isNewer(present, present)).isFalse();
        assertThat(Admission.isNewer(welcome(5, 3, 6, BETA), present)).isFalse();
        assertThat(Admission.isNewer(welcome(5, 2, 9, BETA), present)).isFalse();
        assertThat(Admission.isNewer(welcome(5, 3, 8, GAMMA), present))
                .as("two sequencers of one epoch")
                .isFalse();
        assertThat(Admission.isNewer(welcome(6, 4, 9, BETA), present))
                .as("another order")
                .isFalse();
    }

    @Test
    void itIsBeyondAWelcomeToAViewThatItHasGonePast() {
        assertThat(admission.isBeyond(welcome(5, 3, 6, BETA))).isTrue();
        assertThat(admission.isBeyond(welcome(5, 3, 5, BETA))).isTrue();
        assertThat(admission.isBeyond(welcome(5, 3, 7, BETA))).isFalse();
        assertThat(admission.isBeyond(welcome(5, 4, 6, BETA))).isFalse();
    }

    @Test
    void itHasCaughtUpWhereSequenceAndDigestAreTheWelcomes() {
        assertThat(admission.isCaughtUp(welcome(40, 99))).isTrue();
        assertThat(admission.isCaughtUp(welcome(41, 99))).isFalse();
        assertThat(admission.isCaughtUp(welcome(40, 98))).isFalse();
    }

    @Test
    void whatNoLogHoldsIsAGapAndTheLogGoesOnBehindIt() {
        admission.passOver(welcome(45, 11));

        assertThat(said.heard()).singleElement().isInstanceOfSatisfying(LogRecord.Gap.class, gap -> {
            assertThat(gap.first()).isEqualTo(41);
            assertThat(gap.last()).isEqualTo(45);
            assertThat(gap.epoch()).isEqualTo(3);
        });
        assertThat(parts.counters().get(Counter.MESSAGES_MISSED)).isEqualTo(5);
        assertThat(order.sequence()).isEqualTo(45);
        assertThat(order.view().number()).isEqualTo(6);
        assertThat(parts.log().appended()).isEqualTo(1);
        assertThat(parts.log().state().lastSequence()).isEqualTo(45);
        assertThat(parts.log().state().publishers()).isEqualTo(PUBLISHERS);
    }

    @Test
    void whereOnlyViewsAreMissedThereIsNoGap() {
        admission.passOver(welcome(40, 11));

        assertThat(said.heard()).isEmpty();
        assertThat(parts.counters().get(Counter.MESSAGES_MISSED)).isZero();
        assertThat(order.digest()).isEqualTo(11);
    }

    @Test
    void anOrderThatIsNewBeginsWhereTheWelcomeSays() {
        admission.enterNew(welcome(6, 9, 8, GAMMA));

        assertThat(order.order()).isEqualTo(6);
        assertThat(order.epoch()).isEqualTo(9);
        assertThat(order.sequence()).isEqualTo(40);
        assertThat(order.view().number()).isEqualTo(7);
        assertThat(parts.log().state().order()).isEqualTo(6);
    }

    @Test
    void anEpochIsEnteredWithItsSequencer() {
        admission.enterEpoch(welcome(5, 4, 8, GAMMA));

        assertThat(said.heard()).containsExactly(new LogRecord.EpochStart(5, 4, "gamma", 3));
        assertThat(order.epoch()).isEqualTo(4);
        admission.enterEpoch(welcome(5, 4, 9, GAMMA));
        assertThat(said.heard()).as("once").hasSize(1);
    }

    private static WelcomeFrame welcome(long order, long epoch, long view, MemberIdentity sequencer) {
        return new WelcomeFrame(1, order, epoch, view, 20, 40, 99, 1472, sequencer);
    }

    private static WelcomeFrame welcome(long sequence, long digest) {
        return new WelcomeFrame(1, 5, 3, 7, 20, sequence, digest, 1472, BETA);
    }
}
