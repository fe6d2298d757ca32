package org.ordercast.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.discovery.Discovery.Step;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.frame.HelloFrame.Intent;
import org.ordercast.engine.member.TestMember;
import org.ordercast.engine.membership.View;

/** When one member that looks for a sequencer says hello, what it says, and for how long it believes what it heard. */
class DiscoveryTimesTest {

    private static final long MILLISECOND = 1_000_000;
    private static final long DISCOVERY_TIME = 1000 * MILLISECOND;
    private static final long START = -77 * MILLISECOND;
    private static final int SELF = 5;
    private static final RandomGenerator LATEST = new Extreme(true);
    private static final RandomGenerator EARLIEST = new Extreme(false);

    private final Discovery discovery = discovery(Duration.ofNanos(DISCOVERY_TIME), "", LATEST);

    @Test
    void theFirstHelloComesWithinTwentyMilliseconds() {
        assertThat(discovery.deadline()).isEqualTo(START + 20 * MILLISECOND - 1);
        assertThat(discovery.due(discovery.deadline() - 1)).isEqualTo(Step.WAIT);
        assertThat(discovery.due(discovery.deadline())).isEqualTo(Step.SAY_HELLO);
    }

    @ParameterizedTest
    @CsvSource({"200, 20", "1000, 100", "1500, 150", "9000, 200"})
    void hellosComeAtATenthOfTheDiscoveryTimeWithinBoundsAndSpread(long discoveryMillis, long intervalMillis) {
        Discovery latest = discovery(Duration.ofMillis(discoveryMillis), "", LATEST);
        Discovery earliest = discovery(Duration.ofMillis(discoveryMillis), "", EARLIEST);
        long interval = intervalMillis * MILLISECOND;
        long now = START + 50 * MILLISECOND;
        latest.due(now);
        earliest.due(now);

        assertThat(latest.deadline()).isEqualTo(now + interval / 2 + interval - 1);
        assertThat(earliest.deadline()).isEqualTo(now + interval / 2);
    }

    @Test
    void aSequencerThatIsHeardIsAskedAtOnceAndThenAtIntervals() {
        long now = hello(START + 100 * MILLISECOND);
        discovery.onSequencer(now);
        assertThat(discovery.deadline()).isEqualTo(now);
        discovery.due(now);
        long next = discovery.deadline();
        discovery.onSequencer(now + MILLISECOND);

        assertThat(discovery.deadline()).isEqualTo(next);
        assertThat(discovery.state()).isEqualTo(MemberState.JOINING);
        assertThat(discovery.reason()).contains("asks to join");
    }

    @Test
    void anInvitationIsAnsweredAtOnceAndTheNextOnesOnlyAtIntervals() {
        long now = hello(START + 100 * MILLISECOND);
        discovery.onInvitation(42, now);
        assertThat(discovery.deadline()).isEqualTo(now);
        assertThat(discovery.hello(now).invitation()).isEqualTo(42);
        discovery.due(now);
        long interval = 100 * MILLISECOND;

        discovery.onInvitation(43, now + interval - 1);
        assertThat(discovery.deadline()).isGreaterThan(now + interval);
        assertThat(discovery.hello(now).invitation()).isEqualTo(43);
        discovery.onInvitation(44, now + interval);
        assertThat(discovery.deadline()).isEqualTo(now + interval);
    }

    @Test
    void anInvitationToAMemberThatHasJustBegunIsAnsweredAtOnceToo() {
        discovery.onInvitation(42, START);

        assertThat(discovery.deadline()).isEqualTo(START);
    }

    @Test
    void aMemberThatRecoversTheRoleIsAskedAndNamed() {
        discovery.onHello(new HelloFrame(Intent.RECOVER, 3, 77, 4, 0, 0, TestMember.identity("r", 9)), START);

        assertThat(discovery.state()).isEqualTo(MemberState.JOINING);
        assertThat(discovery.hello(START).intent()).isEqualTo(Intent.SEEK);
        assertThat(discovery.hello(START).supports()).isEqualTo(9);
    }

    @Test
    void aSequencerIsBelievedInForTheDiscoveryTime() {
        discovery.onSequencer(START);
        hello(START + DISCOVERY_TIME);
        assertThat(discovery.state()).isEqualTo(MemberState.JOINING);

        long again = START + DISCOVERY_TIME;
        discovery.onSequencer(again);
        hello(again + DISCOVERY_TIME);
        assertThat(discovery.state()).isEqualTo(MemberState.JOINING);
        hello(discovery.deadline());
        assertThat(discovery.state()).isEqualTo(MemberState.DISCOVERING);
        assertThat(discovery.reason()).contains("no longer hears the sequencer");
    }

    @Test
    void aClaimFollowsADiscoveryTimeOfSilenceAndSucceedsAfterAnother() {
        Discovery eager = discovery(Duration.ofNanos(DISCOVERY_TIME), "", EARLIEST);
        assertThat(eager.due(START + DISCOVERY_TIME - 1)).isEqualTo(Step.SAY_HELLO);
        assertThat(eager.state()).isEqualTo(MemberState.DISCOVERING);
        long claimed = START + DISCOVERY_TIME + 50 * MILLISECOND;
        eager.due(claimed);
        assertThat(eager.state()).isEqualTo(MemberState.CLAIMING);
        assertThat(eager.reason()).contains("heard no sequencer for 1000 ms");
        assertThat(eager.hello(claimed).intent()).isEqualTo(Intent.CLAIM);
        assertThat(eager.hello(claimed).supports()).isEqualTo(SELF);

        assertThat(eager.due(claimed + DISCOVERY_TIME - 60 * MILLISECOND)).isEqualTo(Step.SAY_HELLO);
        assertThat(eager.due(claimed + DISCOVERY_TIME)).isEqualTo(Step.LEAD);
        assertThat(eager.reason()).contains("claimed the role");
    }

    @Test
    void aClaimIsMadeTheMomentThatTheDiscoveryTimeIsOver() {
        hello(START + DISCOVERY_TIME);

        assertThat(discovery.state()).isEqualTo(MemberState.CLAIMING);
    }

    @Test
    void whoComesFirstAndFallsSilentIsWaitedForADiscoveryTime() {
        long heard = START + DISCOVERY_TIME / 2;
        discovery.onHello(seek("a", 1), heard);
        discovery.due(heard + DISCOVERY_TIME);
        assertThat(discovery.state()).isEqualTo(MemberState.DISCOVERING);

        Discovery other = discovery(Duration.ofNanos(DISCOVERY_TIME), "", LATEST);
        other.onHello(seek("a", 1), heard);
        other.due(heard + DISCOVERY_TIME + 1);
        assertThat(other.state()).isEqualTo(MemberState.CLAIMING);
    }

    @Test
    void whoComesLaterIsNotWaitedFor() {
        discovery.onHello(seek("z", 1), START + DISCOVERY_TIME);
        hello(START + DISCOVERY_TIME);

        assertThat(discovery.state()).isEqualTo(MemberState.CLAIMING);
    }

    @Test
    void aClaimWaitsForTheSupportOfEverybodyWhoIsHeard() {
        long claimed = hello(START + DISCOVERY_TIME);
        long later = claimed + DISCOVERY_TIME;
        discovery.onHello(seek("z", 1), later);
        assertThat(discovery.due(later)).isEqualTo(Step.SAY_HELLO);
        discovery.onHello(HelloFrame.newcomer(Intent.SEEK, SELF, 0, TestMember.identity("z", 1)), later);

        assertThat(discovery.due(discovery.deadline())).isEqualTo(Step.LEAD);
    }

    @Test
    void theFirstClaimIsSupportedUntilItIsOld() {
        discovery.onHello(claim("x", 1), START);
        discovery.onHello(claim("w", 2), START);
        discovery.onHello(claim("y", 3), START);
        assertThat(discovery.hello(START + DISCOVERY_TIME).supports()).isEqualTo(2);
        assertThat(discovery.hello(START + DISCOVERY_TIME + 1).supports()).isZero();

        hello(START + DISCOVERY_TIME);
        assertThat(discovery.state()).as("while a claim is heard").isEqualTo(MemberState.DISCOVERING);
    }

    @Test
    void aLaterClaimDoesNotEndAnEarlierOneAndAnEarlierOneDoes() {
        long claimed = hello(START + DISCOVERY_TIME);
        discovery.onHello(claim("z", 1), claimed);
        assertThat(discovery.state()).isEqualTo(MemberState.CLAIMING);
        discovery.onHello(claim("a", 2), claimed);

        assertThat(discovery.state()).isEqualTo(MemberState.DISCOVERING);
        assertThat(discovery.reason()).isEqualTo("supports the claim of 'a'");
    }

    @Test
    void aMemberThatWaitsIsWaitedForAgainFromWhenItWasHeard() {
        HelloFrame waits = new HelloFrame(Intent.WAIT, 0, 77, 6, 0, 0, TestMember.identity("w", 9));
        discovery.onHello(waits, START + DISCOVERY_TIME / 2);
        assertThat(discovery.reason()).contains("'w' waits for the sequencer of epoch 6");
        discovery.onHello(seek("w", 9), START + DISCOVERY_TIME / 2);

        hello(START + DISCOVERY_TIME + DISCOVERY_TIME / 4);
        assertThat(discovery.state()).isEqualTo(MemberState.DISCOVERING);
    }

    @Test
    void aMemberThatJoinsIsNotMovedByOthersThatSeek() {
        discovery.onSequencer(START);
        discovery.onHello(new HelloFrame(Intent.WAIT, 0, 77, 6, 0, 0, TestMember.identity("w", 9)), START);
        discovery.onHello(claim("a", 1), START);

        assertThat(discovery.state()).isEqualTo(MemberState.JOINING);
        assertThat(discovery.hello(START).supports()).as("no one's claim").isZero();
    }

    @Test
    void aBoundedNumberOfMembersIsRememberedAndThoseSayMore() {
        for (int i = 0; i < 2 * View.MAX_MEMBERS; i++) {
            discovery.onHello(seek("m" + i, 1000 + i), START);
        }
        discovery.onHello(claim("a", 1), START);
        assertThat(discovery.hello(START).supports()).as("one too many").isZero();
        discovery.onHello(claim("m7", 1007), START);
        assertThat(discovery.hello(START).supports()).as("one that is known").isEqualTo(1007);

        long later = START + DISCOVERY_TIME;
        discovery.onHello(claim("a", 1), later);
        assertThat(discovery.hello(later).supports()).isEqualTo(1007);
        later++;
        discovery.onHello(claim("a", 1), later);
        assertThat(discovery.hello(later).supports())
                .as("once the others are forgotten")
                .isEqualTo(1);
    }

    @Test
    void theNamedMemberClaimsWhoeverComesBeforeIt() {
        Discovery named = discovery(Duration.ofNanos(DISCOVERY_TIME), "m", LATEST);
        named.onHello(seek("a", 1), START + DISCOVERY_TIME);
        named.due(START + DISCOVERY_TIME);

        assertThat(named.state()).isEqualTo(MemberState.CLAIMING);
    }

    /** Has a hello said at a time, and returns it. */
    private long hello(long at) {
        assertThat(discovery.due(at)).isEqualTo(Step.SAY_HELLO);
        return at;
    }

    private static HelloFrame seek(String id, int incarnation) {
        return HelloFrame.newcomer(Intent.SEEK, 0, 0, TestMember.identity(id, incarnation));
    }

    private static HelloFrame claim(String id, int incarnation) {
        return HelloFrame.newcomer(Intent.CLAIM, incarnation, 0, TestMember.identity(id, incarnation));
    }

    private static Discovery discovery(Duration discoveryTime, String sequencer, RandomGenerator random) {
        GroupSettings settings = GroupSettings.builder()
                .group("test")
                .memberId("m")
                .sequencer(sequencer)
                .discoveryTime(discoveryTime)
                .build();
        return new Discovery(settings, TestMember.identity("m", SELF), random, START);
    }

    /** Draws the greatest number that may be drawn, or the least. */
    private record Extreme(boolean greatest) implements RandomGenerator {

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException("a number without a bound");
        }

        @Override
        public long nextLong(long bound) {
            return greatest ? bound - 1 : 0;
        }
    }
}
