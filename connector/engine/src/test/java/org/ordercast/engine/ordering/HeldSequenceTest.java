package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A message is held once the log's records are durable up to where the order stood behind it. */
class HeldSequenceTest {

    private final HeldSequence held = new HeldSequence();

    @Test
    void nothingIsHeldBeforeItsRecordsAreDurable() {
        held.mark(3, 10);
        held.mark(5, 20);

        assertThat(held.at(2)).isZero();
        assertThat(held.at(3)).isEqualTo(10);
        assertThat(held.at(4)).isEqualTo(10);
        assertThat(held.at(9)).isEqualTo(20);
    }

    @Test
    void recordsThatOrderNoMessageDoNotHoldUpWhatIsHeld() {
        held.mark(3, 10);
        held.mark(7, 10);
        assertThat(held.at(3)).isEqualTo(10);
        held.mark(9, 10);

        assertThat(held.at(3)).isEqualTo(10);
        held.mark(11, 11);
        assertThat(held.at(10)).isEqualTo(10);
        assertThat(held.at(11)).isEqualTo(11);
    }
}
