package org.ordercast.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.member.TestMember;
import org.ordercast.engine.membership.MemberIdentity;

/** Who becomes the sequencer: exactly one, however they start, and nobody where the group has an order already. */
class DiscoveryTest {

    private static final long MILLISECOND = 1_000_000;
    private static final long STEP = 5 * MILLISECOND;

    private final Hall hall = new Hall();

    @Test
    void aMemberThatIsAloneLeadsAfterTwoDiscoveryTimes() {
        hall.enter("a", 1, "");
        hall.runUntil(900);
        assertThat(hall.state("a")).isEqualTo(MemberState.DISCOVERING);
        hall.runUntil(1900);
        assertThat(hall.state("a")).isEqualTo(MemberState.CLAIMING);
        assertThat(hall.leaders).isEmpty();
        hall.runUntil(2500);
        assertThat(hall.leaders).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 20})
    void ofMembersThatStartTogetherTheFirstByIdLeads(int members) {
        for (int seed = 0; seed < 10; seed++) {
            Hall one = new Hall();
            one.seed = seed;
            for (int i = members; i >= 1; i--) {
                one.enter("m" + (100 + i), i, "");
            }
            one.runUntil(6000);
            assertThat(one.leaders).as("seed %s", seed).containsExactly("m101");
        }
    }

    @Test
    void ofMembersThatStartOneAfterTheOtherOneLeads() {
        for (int delay = 0; delay < 3000; delay += 70) {
            Hall one = new Hall();
            one.enter("b", 1, "");
            one.runUntil(delay);
            one.enter("a", 2, "");
            one.runUntil(delay + 6000);
            assertThat(one.leaders).as("delay %s", delay).hasSize(1);
        }
    }

    @Test
    void membersWithTheSameIdSettleByTheirIncarnation() {
        hall.enter("same", 2, "");
        hall.enter("same", 1, "");
        hall.runUntil(6000);

        assertThat(hall.leaders).hasSize(1);
        assertThat(hall.leading.get(0).incarnation()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 50})
    void lostHellosDoNotMakeTwoLead(int percent) {
        for (int seed = 0; seed < 25; seed++) {
            Hall one = new Hall();
            one.seed = seed;
            Random losses = new Random(seed);
            one.loss = (from, to) -> losses.nextInt(100) < percent;
            one.enter("a", 1, "");
            one.enter("b", 2, "");
            one.enter("c", 3, "");
            one.runUntil(15_000);
            assertThat(one.leaders).as("seed %s", seed).hasSize(1);
        }
    }

    @Test
    void aMemberThatIsHeardButDoesNotHearBecomesLeader() {
        hall.loss = (from, to) -> from.equals("a");
        hall.enter("a", 1, "");
        hall.enter("b", 2, "");
        hall.runUntil(10_000);

        assertThat(hall.leaders).containsExactly("b");
        assertThat(hall.state("a")).isEqualTo(MemberState.JOINING);
    }

    @Test
    void twoClaimantsSettleOnTheFirst() {
        // They do not hear each other until both claim.
        hall.loss = (from, to) -> true;
        hall.enter("b", 1, "");
        hall.enter("a", 2, "");
        hall.runUntil(1500);
        assertThat(hall.state("a")).isEqualTo(MemberState.CLAIMING);
        assertThat(hall.state("b")).isEqualTo(MemberState.CLAIMING);
        hall.loss = (from, to) -> false;
        hall.runUntil(6000);

        assertThat(hall.leaders).containsExactly("a");
    }

    @Test
    void onlyTheNamedMemberClaims() {
        hall.enter("a", 1, "c");
        hall.enter("b", 2, "c");
        hall.runUntil(5000);
        assertThat(hall.leaders).isEmpty();
        assertThat(hall.discovery("a").reason()).contains("'c'").contains("sequencer");

        hall.enter("c", 3, "c");
        hall.runUntil(10_000);
        assertThat(hall.leaders).containsExactly("c");
    }

    @Test
    void nobodyClaimsWhileAMemberIsHeardThatWaits() {
        hall.enter("a", 1, "");
        hall.waiting("w", 9, 200);
        hall.runUntil(10_000);

        assertThat(hall.leaders).isEmpty();
        assertThat(hall.discovery("a").reason()).contains("'w'").contains("has an order already");
    }

    @Test
    void aNamedMemberDoesNotLeadEitherWhileAMemberIsHeardThatWaits() {
        hall.enter("a", 1, "a");
        hall.waiting("w", 9, 200);
        hall.runUntil(10_000);

        assertThat(hall.leaders).isEmpty();
    }

    @Test
    void oneThatWaitsEndsAClaim() {
        hall.enter("a", 1, "");
        hall.runUntil(1500);
        assertThat(hall.state("a")).isEqualTo(MemberState.CLAIMING);
        hall.waiting("w", 9, 200);
        hall.runUntil(1800);

        assertThat(hall.state("a")).isEqualTo(MemberState.DISCOVERING);
    }

    @Test
    void aMemberThatHearsASequencerDoesNotClaim() {
        hall.enter("a", 1, "");
        for (int at = 0; at < 5000; at += 100) {
            hall.runUntil(at);
            hall.discovery("a").onSequencer(hall.now);
        }

        assertThat(hall.state("a")).isEqualTo(MemberState.JOINING);
        assertThat(hall.leaders).isEmpty();
        hall.runUntil(10_000);
        assertThat(hall.leaders).as("after the sequencer fell silent").containsExactly("a");
    }

    @Test
    void aRefusalIsNewsOnce() {
        hall.enter("a", 1, "");
        assertThat(hall.discovery("a").onRefusal("the id is in use")).isTrue();
        assertThat(hall.discovery("a").onRefusal("the id is in use")).isFalse();
        assertThat(hall.discovery("a").reason()).isEqualTo("the id is in use");
    }

    @Test
    void aFloodOfHellosIsNotRemembered() {
        hall.enter("a", 1, "");
        for (int i = 0; i < 100_000; i++) {
            hall.discovery("a")
                    .onHello(
                            HelloFrame.newcomer(HelloFrame.Intent.SEEK, 0, 0, TestMember.identity("z" + i, 1000 + i)),
                            hall.now);
        }
        hall.runUntil(6000);

        assertThat(hall.leaders).containsExactly("a");
    }

    /** Members that hear each other's hellos; one that leads is heard as a sequencer. */
    private static final class Hall {

        private record Guest(MemberIdentity identity, Discovery discovery) {}

        private record Waiting(HelloFrame hello, long interval) {}

        private final List<Guest> guests = new ArrayList<>();
        private final List<Waiting> waiting = new ArrayList<>();
        private final List<String> leaders = new ArrayList<>();
        private final List<MemberIdentity> leading = new ArrayList<>();
        private BiPredicate<String, String> loss = (from, to) -> false;
        private long seed = 1;
        private long now = -77 * MILLISECOND;
        private final long start = now;

        void enter(String id, int incarnation, String sequencer) {
            GroupSettings settings = GroupSettings.builder()
                    .group("test")
                    .memberId(id)
                    .sequencer(sequencer)
                    .discoveryTime(Duration.ofSeconds(1))
                    .build();
            MemberIdentity identity = TestMember.identity(id, incarnation);
            guests.add(
                    new Guest(identity, new Discovery(settings, identity, new Random(seed * 1000 + incarnation), now)));
        }

        void waiting(String id, int incarnation, long intervalMillis) {
            waiting.add(new Waiting(
                    new HelloFrame(HelloFrame.Intent.WAIT, 0, 77, 1, 0, 0, TestMember.identity(id, incarnation)),
                    intervalMillis));
        }

        void runUntil(long millis) {
            for (; now < start + millis * MILLISECOND; now += STEP) {
                long elapsed = (now - start) / MILLISECOND;
                for (Waiting one : waiting) {
                    if (elapsed % one.interval == 0) {
                        hear(one.hello);
                    }
                }
                for (MemberIdentity leader : leading) {
                    if (elapsed % 100 == 0) {
                        guests.stream()
                                .filter(guest -> !loss.test(leader.id(), guest.identity.id()))
                                .forEach(guest -> guest.discovery.onSequencer(now));
                    }
                }
                for (Guest guest : List.copyOf(guests)) {
                    turn(guest);
                }
            }
        }

        private void turn(Guest guest) {
            switch (guest.discovery.due(now)) {
                case SAY_HELLO -> hear(guest.discovery.hello(now));
                case LEAD -> {
                    leaders.add(guest.identity.id());
                    leading.add(guest.identity);
                    guests.remove(guest);
                }
                case WAIT -> {}
            }
        }

        private void hear(HelloFrame hello) {
            for (Guest guest : guests) {
                if (!guest.identity.equals(hello.member())
                        && !loss.test(hello.member().id(), guest.identity.id())) {
                    guest.discovery.onHello(hello, now);
                }
            }
        }

        Discovery discovery(String id) {
            return guests.stream()
                    .filter(guest -> guest.identity.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(id + " is not among " + Arrays.toString(guests.toArray())))
                    .discovery;
        }

        MemberState state(String id) {
            return discovery(id).state();
        }
    }
}
