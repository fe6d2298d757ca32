package org.ordercast.engine.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ordercast.engine.Eventually;
import org.ordercast.engine.MemberClosedException;
import org.ordercast.engine.MemberState;

@Timeout(120)
class PublishRoomTest {

    private static final long FOR_EVER = Long.MAX_VALUE;
    private static final MemberEnd CLOSED = new MemberEnd(MemberState.STOPPED, "closed");

    private final PublishRoom room = new PublishRoom(100);

    @Test
    void roomIsTakenUntilNoneIsLeft() throws Exception {
        assertThat(room.take(60, 0)).isTrue();
        assertThat(room.take(41, 0)).isFalse();
        assertThat(room.take(40, 0)).isTrue();
        assertThat(room.take(1, 0)).isFalse();
        assertThat(room.used()).isEqualTo(100);
    }

    @Test
    void whoeverWaitsGetsTheRoomThatIsGivenBack() throws Exception {
        room.take(100, 0);
        Taker taker = taker(30);

        room.giveBack(29);
        assertThat(taker.task().isDone()).isFalse();
        room.giveBack(1);

        assertThat(taker.result()).isTrue();
        assertThat(room.used()).isEqualTo(100);
    }

    @Test
    void smallOnesDoNotOvertakeALargeOneThatWaits() throws Exception {
        room.take(100, 0);
        Taker large = taker(90);
        Taker small = taker(1);

        room.giveBack(50);
        assertThat(room.take(1, 0))
                .as("there is room, but not for those behind")
                .isFalse();
        assertThat(small.task().isDone()).isFalse();

        room.giveBack(50);
        assertThat(large.result()).isTrue();
        assertThat(small.result()).isTrue();
        assertThat(room.used()).isEqualTo(91);
    }

    @Test
    void whoeverGivesUpMakesWayForTheNext() throws Exception {
        room.take(50, 0);
        Taker large = taker(90);
        Taker small = taker(50);

        large.thread().interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(large::result);
        assertThat(small.result()).isTrue();
        assertThat(room.used()).isEqualTo(100);
    }

    @Test
    void aWaitThatIsNotMetTakesNothing() throws Exception {
        room.take(100, 0);

        assertThat(room.take(1, 1_000_000)).isFalse();

        room.giveBack(100);
        assertThat(room.used()).isZero();
        assertThat(room.take(100, 0)).isTrue();
    }

    @Test
    void theEndSendsEverybodyAwayNowAndLater() throws Exception {
        room.take(100, 0);
        List<Taker> takers = List.of(taker(1), taker(2));

        room.end(CLOSED);

        for (Taker taker : takers) {
            assertThatExceptionOfType(MemberClosedException.class).isThrownBy(taker::result);
        }
        assertThatExceptionOfType(MemberClosedException.class).isThrownBy(() -> room.take(1, 0));
    }

    @Test
    void inACrowdNobodyIsForgottenAndTheBoundHolds() throws Exception {
        AtomicLong inside = new AtomicLong();
        List<Long> tooMuch = Collections.synchronizedList(new ArrayList<>());
        List<Taker> crowd = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            crowd.add(started(() -> {
                for (int round = 0; round < 5_000; round++) {
                    long bytes = ThreadLocalRandom.current().nextLong(1, 101);
                    boolean taken = room.take(bytes, round % 10 == 0 ? 1_000 : FOR_EVER);
                    if (taken) {
                        long now = inside.addAndGet(bytes);
                        if (now > 100) {
                            tooMuch.add(now);
                        }
                        inside.addAndGet(-bytes);
                        room.giveBack(bytes);
                    }
                }
                return true;
            }));
        }

        for (Taker taker : crowd) {
            assertThat(taker.result()).isTrue();
        }
        assertThat(tooMuch).isEmpty();
        assertThat(room.used()).isZero();
    }

    /** A thread that waits in line for room. */
    private Taker taker(long bytes) {
        Taker taker = started(() -> room.take(bytes, FOR_EVER));
        Eventually.untilWaiting(taker.thread());
        return taker;
    }

    private static Taker started(Callable<Boolean> work) {
        FutureTask<Boolean> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "taker");
        thread.setDaemon(true);
        thread.start();
        return new Taker(thread, task);
    }

    private record Taker(Thread thread, FutureTask<Boolean> task) {
        boolean result() throws Exception {
            try {
                return task.get(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Exception cause) {
                    throw cause;
                }
                throw e;
            }
        }
    }
}
