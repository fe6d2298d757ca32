package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who keeps the window closed and hardly moves is found out, and nobody else. */
class PatienceTest {

    private static final long WINDOW = 100;

    private final Patience patience = new Patience(1, 0);
    private long now;
    private long acknowledged;

    @Test
    void whoStandsStillIsFoundOutAfterHalfASecond() {
        look(true, 0, 0);
        assertThat(patience.deadline()).isEqualTo(Duration.ofMillis(500).toNanos());
        look(true, 499, 0);
        assertThat(patience.isOver()).isFalse();
        look(true, 1, 0);
        assertThat(patience.isOver()).isTrue();
    }

    @Test
    void aWindowThatIsAlwaysFullIsNoFaultWhileItMoves() {
        for (int i = 0; i < 1_000; i++) {
            look(true, 50, 10);
        }
        assertThat(patience.isOver()).isFalse();
    }

    @Test
    void whoMovesTooSlowlyIsFoundOutThoughItAcknowledgesNowAndThen() {
        int looks = 0;
        while (!patience.isOver() && looks < 1_000) {
            look(true, 50, 5);
            looks++;
        }
        assertThat(looks).isEqualTo(21);
    }

    @Test
    void aWindowThatIsOpenMakesUpForOneThatWasClosed() {
        for (int i = 0; i < 1_000; i++) {
            look(true, 40, 0);
            look(false, 40, 0);
        }
        assertThat(patience.isOver()).isFalse();
        assertThat(patience.deadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void oneGreatLeapMakesUpForNoMoreThanAWindow() {
        look(true, 0, 0);
        look(true, 400, 100 * (int) WINDOW);
        look(true, 499, 0);
        assertThat(patience.isOver()).isFalse();
        look(true, 1, 0);
        assertThat(patience.isOver()).isTrue();
    }

    @Test
    void aSequencerThatStoodStillItselfBeginsAnew() {
        look(true, 0, 0);
        look(true, 499, 0);
        now += Duration.ofSeconds(30).toNanos();
        patience.renew(now);
        look(true, 1, 0);
        assertThat(patience.isOver()).isFalse();
    }

    private void look(boolean keepsClosed, int millisLater, int framesTaken) {
        now += Duration.ofMillis(millisLater).toNanos();
        acknowledged += framesTaken;
        patience.look(keepsClosed, acknowledged, WINDOW, now);
    }
}
