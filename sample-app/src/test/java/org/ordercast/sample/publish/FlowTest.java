package org.ordercast.sample.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A steady flow")
class FlowTest {

    private final TestGroup ordercast = new TestGroup();
    private final Flow flow = new Flow(ordercast, TestGroup.orders());

    private void tickForASecond() {
        for (int tick = 0; tick < 1_000 / Flow.TICK_MILLIS; tick++) {
            flow.tick();
        }
    }

    @Test
    void isOffAtFirst() {
        tickForASecond();

        assertThat(ordercast.sent).isEmpty();
    }

    @Test
    void submitsAsManyCommandsASecondAsAskedForEvenIfThatIsNotAMultipleOfItsTicks() {
        flow.set(33);

        tickForASecond();

        assertThat(ordercast.sent).hasSize(33);
        assertThat(ordercast.open).isZero();
    }

    @Test
    void stopsWhenACommandIsNotTakenAndSaysWhy() {
        ordercast.failFrom = 0;
        flow.set(Flow.MAX_PER_SECOND);

        flow.tick();

        assertThat(flow.perSecond()).isZero();
        assertThat(flow.problem()).isEqualTo("the group is stopped");
    }

    @Test
    void isRefusedWhenTooStrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> flow.set(Flow.MAX_PER_SECOND + 1))
                .withMessageContaining("perSecond: 501 is not allowed");
    }
}
