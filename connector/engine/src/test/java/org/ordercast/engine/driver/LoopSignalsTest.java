package org.ordercast.engine.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ordercast.engine.Eventually;

@Timeout(120)
class LoopSignalsTest {

    private final AtomicInteger wakeups = new AtomicInteger();
    private final LoopSignals signals = new LoopSignals(wakeups::incrementAndGet);

    @Test
    void signalsAreTakenTogetherAndOnce() {
        signals.raise(LoopSignals.PUBLICATIONS);
        signals.raise(LoopSignals.PUBLICATIONS);
        signals.raise(LoopSignals.CLOSE);

        assertThat(signals.take()).isEqualTo(LoopSignals.PUBLICATIONS | LoopSignals.CLOSE);
        assertThat(signals.take()).isZero();
    }

    @Test
    void aLoopThatRunsIsNotWoken() {
        signals.raise(LoopSignals.PUBLICATIONS);

        assertThat(wakeups).hasValue(0);
    }

    @Test
    void aParkedLoopIsWokenOnce() {
        assertThat(signals.tryPark()).isTrue();

        signals.raise(LoopSignals.PUBLICATIONS);
        signals.raise(LoopSignals.PUBLICATIONS);
        signals.raise(LoopSignals.LOG_ROOM);

        assertThat(wakeups).hasValue(1);
        signals.unpark();
        assertThat(signals.take()).isEqualTo(LoopSignals.PUBLICATIONS | LoopSignals.LOG_ROOM);
    }

    @Test
    void aLoopThatHasSomethingToDoDoesNotPark() {
        signals.raise(LoopSignals.LOG_ROOM);

        assertThat(signals.tryPark()).isFalse();
    }

    @Test
    void noWorkIsSleptThrough() throws InterruptedException {
        Semaphore selector = new Semaphore(0);
        LoopSignals racing = new LoopSignals(selector::release);
        AtomicLong given = new AtomicLong();
        long rounds = 200_000;
        Thread giver = new Thread(() -> {
            for (long i = 0; i < rounds; i++) {
                given.incrementAndGet();
                racing.raise(LoopSignals.PUBLICATIONS);
            }
        });
        giver.start();

        long seen = 0;
        while (seen < rounds) {
            if (racing.take() != 0) {
                seen = given.get();
            } else if (racing.tryPark()) {
                assertThat(selector.tryAcquire(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                        .as("woken although %s of %s were seen", seen, rounds)
                        .isTrue();
                racing.unpark();
            }
        }
        giver.join();
    }
}
