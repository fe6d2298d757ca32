package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A closed window is put up with for half a second longer than it was open. */
class PatienceTest {

    private static final long START = -5_000_000_000L;

    private final Patience patience = new Patience(START);

    @Test
    void itIsOverOnceTheWindowWasClosedForLongEnough() {
        patience.look(true, START);
        patience.look(true, START + Patience.LIMIT - 1);
        assertThat(patience.isOver()).isFalse();
        assertThat(patience.deadline()).isEqualTo(START + Patience.LIMIT);
        patience.look(true, START + Patience.LIMIT);

        assertThat(patience.isOver()).isTrue();
        assertThat(patience.deadline()).isEqualTo(START + Patience.LIMIT);
    }

    @Test
    void timeInWhichTheWindowIsOpenMakesUpForTimeInWhichItWasClosed() {
        patience.look(true, START);
        patience.look(false, START + 400);
        patience.look(true, START + 700);

        assertThat(patience.deadline()).as("400 closed, 300 open").isEqualTo(START + 700 + Patience.LIMIT - 100);
    }

    @Test
    void timeInWhichTheWindowIsOpenIsNotSavedUp() {
        patience.look(false, START);
        patience.look(true, START + 1000);

        assertThat(patience.deadline()).isEqualTo(START + 1000 + Patience.LIMIT);
    }

    @Test
    void anOpenWindowNeedsNone() {
        patience.look(true, START);
        patience.look(false, START + 2 * Patience.LIMIT);

        assertThat(patience.isOver()).isFalse();
        assertThat(patience.deadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void itBeginsAnewAfterSomebodyWasEvicted() {
        patience.look(true, START);
        patience.look(true, START + Patience.LIMIT);
        patience.renew(START + Patience.LIMIT + 10);

        assertThat(patience.isOver()).isFalse();
        assertThat(patience.deadline()).isEqualTo(START + Patience.LIMIT + 10 + Patience.LIMIT);
    }
}
