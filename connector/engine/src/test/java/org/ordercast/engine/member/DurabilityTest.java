package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Counter;

/** What a log that becomes durable later than it is appended to holds back, and what it does not. */
class DurabilityTest {

    private static final Duration LONG = Duration.ofSeconds(25);

    private final TestNetwork network = new TestNetwork();
    private final List<TestMember> members = network.group("alpha", "beta", "gamma");
    private final TestMember alpha = members.get(0);
    private final TestMember beta = members.get(1);
    private final TestMember gamma = members.get(2);

    @Test
    void nobodySeesWhatTheSequencersLogDoesNotHold() {
        alpha.log().setSlow(true);
        TestPublication own = alpha.publish("own");
        TestPublication others = beta.publish("other");
        network.run(Duration.ofSeconds(1));
        assertThat(List.of(own, others)).allMatch(TestPublication::isOpen);
        assertThat(beta.log().lines()).isEmpty();

        alpha.log().setSlow(false);
        network.runUntilComplete(List.of(own, others));
        network.run(Duration.ofMillis(50));
        TestNetwork.assertSameOrder(members);
    }

    @Test
    void aMessageIsCommittedOnceTheLogsOfAMajorityHoldIt() {
        beta.log().setSlow(true);
        gamma.log().setSlow(true);
        TestPublication ordered = alpha.publish(10, Acknowledgement.ORDERED);
        TestPublication committed = alpha.publish(10, Acknowledgement.COMMITTED);
        TestPublication stable = alpha.publish(10, Acknowledgement.STABLE);
        network.run(Duration.ofSeconds(1));
        assertThat(ordered.isOpen()).isFalse();
        assertThat(committed.isOpen()).isTrue();

        beta.log().setSlow(false);
        network.runUntilComplete(List.of(committed));
        network.run(Duration.ofSeconds(1));
        assertThat(stable.isOpen()).isTrue();

        gamma.log().setSlow(false);
        network.runUntilComplete(List.of(stable));
    }

    @Test
    void slowLogsStopNeitherHeartbeatsNorRepair() {
        members.forEach(member -> member.log().setSlow(true));
        TestPublication message = gamma.publish("patient");
        network.run(LONG);
        assertThat(message.isOpen()).isTrue();

        members.forEach(member -> member.log().setSlow(false));
        network.runUntilComplete(List.of(message));
        assertThat(alpha.count(Counter.EVICTIONS)).isZero();
        assertThat(alpha.view()).containsExactly("alpha", "beta", "gamma");
    }

    @Test
    void aFollowersSlowLogDoesNotCloseTheWindow() {
        gamma.log().setSlow(true);
        List<TestPublication> all = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            all.add(beta.publish(1_000, Acknowledgement.COMMITTED));
        }
        network.runUntilComplete(all);

        assertThat(gamma.log().lines()).hasSize(3_000);
        assertThat(alpha.snapshot().stable()).isZero();
    }
}
