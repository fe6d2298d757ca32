package org.ordercast.sample.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A slow bean")
class SlowBeanTest {

    private final SlowBean bean = new SlowBean();

    @Test
    void takesAtLeastAsLongAsWasSet() {
        bean.set(3);
        long before = System.nanoTime();

        bean.dawdle();

        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(3_000_000);
    }

    @Test
    void doesNotWaitWhenItsThreadIsInterrupted() {
        bean.set(SlowBean.MAX_MILLIS);
        Thread.currentThread().interrupt();

        bean.dawdle();

        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, SlowBean.MAX_MILLIS + 1})
    void isRefusedWithADelayThatIsNotAllowed(int millis) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bean.set(millis))
                .withMessageContaining("millis: " + millis + " is not allowed");
    }
}
