package org.ordercast.engine.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class NonceCounterTest {

    @Test
    void aLifeCountsFromItsClockOn() {
        NonceCounter counter = NonceCounter.startingAt(1_700_000_000_000L);

        assertThat(counter.next()).isEqualTo((1_700_000_000_000L << 20) + 1);
        assertThat(counter.next()).isEqualTo((1_700_000_000_000L << 20) + 2);
    }

    @Test
    void aLifeThatBeganAMillisecondLaterIsAMillionCountersAhead() {
        long first = NonceCounter.startingAt(5).next();

        assertThat(NonceCounter.startingAt(6).next() - first).isEqualTo(1 << 20);
    }

    @Test
    void afterTheLastNumberItRefusesToGoOn() {
        NonceCounter counter = NonceCounter.after(Long.MAX_VALUE - 1);

        assertThat(counter.next()).isEqualTo(Long.MAX_VALUE);
        assertThatIllegalStateException().isThrownBy(counter::next).withMessageContaining("no nonce may be used twice");
        assertThatIllegalStateException().isThrownBy(counter::next);
    }

    @Test
    void aClockOutOfRangeIsRefused() {
        assertThat(NonceCounter.startingAt((1L << 43) - 1).next()).isPositive();
        assertThatIllegalArgumentException().isThrownBy(() -> NonceCounter.startingAt(1L << 43));
        assertThatIllegalArgumentException().isThrownBy(() -> NonceCounter.startingAt(-1));
    }
}
