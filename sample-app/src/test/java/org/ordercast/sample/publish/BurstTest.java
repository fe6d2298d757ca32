package org.ordercast.sample.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A burst")
class BurstTest {

    private final TestGroup ordercast = new TestGroup();
    private final Deque<Runnable> executor = new ArrayDeque<>();
    private final Burst burst = new Burst(ordercast, TestGroup.orders(), executor::add);

    @Test
    void submitsAsManyCommandsAsAskedFor() {
        burst.start(2_000);
        executor.remove().run();

        assertThat(ordercast.sent).hasSize(2_000);
        assertThat(burst.progress()).isEqualTo(new Progress(false, 2_000, 2_000, 2_000, 0, ""));
        assertThat(ordercast.open).isZero();
    }

    @Test
    void isNotStartedWhileOneRuns() {
        assertThat(burst.start(10)).isTrue();
        assertThat(burst.start(10)).isFalse();

        executor.remove().run();

        assertThat(burst.start(10)).isTrue();
    }

    @Test
    void endsAtTheFirstCommandThatIsNotTakenAndSaysWhy() {
        ordercast.failFrom = 7;

        burst.start(10);
        executor.remove().run();

        assertThat(burst.progress()).isEqualTo(new Progress(false, 10, 7, 7, 0, "the group is stopped"));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, Burst.MAX_COMMANDS + 1})
    void isRefusedWithANumberThatIsNotAllowed(int count) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> burst.start(count))
                .withMessageContaining("count: " + count + " is not allowed");
    }
}
