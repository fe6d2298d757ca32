package org.ordercast.engine.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ordercast.engine.frame.FramePool;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.frame.NakFrame.Range;

/** When a receiver asks: not at once, not twice for the same, and never for the last time while something is missing. */
class NakScheduleTest {

    private static final long MILLISECOND = 1_000_000;
    private static final long MAX_BACKOFF = 2 * MILLISECOND;

    private final ReceiveWindow window = new ReceiveWindow(new FramePool(ByteBuffer::allocate), 1, Long.MAX_VALUE);
    private final NakSchedule naks = new NakSchedule(window, new Random(1), MAX_BACKOFF, NakFrame.MAX_RANGES);

    @Test
    void withoutAGapThereIsNothingToAskFor() {
        receive(0, 1, 2, 3);

        assertThat(naks.deadline()).isEqualTo(NakSchedule.NEVER);
        assertThat(naks.due(1000 * MILLISECOND)).isEmpty();
    }

    @Test
    void aFreshGapWaitsAShortRandomTime() {
        receive(0, 1, 3);

        assertThat(naks.deadline()).isBetween(200_000L, 200_000L + MAX_BACKOFF);
        assertThat(naks.due(naks.deadline() - 1)).isEmpty();
        assertThat(naks.due(naks.deadline())).containsExactly(new Range(2, 2));
    }

    @Test
    void aGapThatClosesMeanwhileIsNotAskedFor() {
        receive(0, 1, 3);
        receive(100_000, 2);

        assertThat(naks.deadline()).isEqualTo(NakSchedule.NEVER);
        assertThat(naks.due(10 * MAX_BACKOFF)).isEmpty();
    }

    @Test
    void whatWasAskedForIsNotAskedForAgainBecauseOfANewGap() {
        receive(0, 1, 3);
        long asked = naks.deadline();
        assertThat(naks.due(asked)).containsExactly(new Range(2, 2));
        receive(asked, 5);

        assertThat(naks.deadline()).isLessThanOrEqualTo(asked + 200_000 + MAX_BACKOFF);
        assertThat(naks.due(naks.deadline())).containsExactly(new Range(4, 4));
    }

    @Test
    void whatDoesNotComeIsAskedForAgainAtGrowingIntervals() {
        receive(0, 1, 3);
        List<Long> intervals = new ArrayList<>();
        long asked = naks.deadline();
        assertThat(naks.due(asked)).isNotEmpty();
        for (int i = 0; i < 8; i++) {
            long next = naks.deadline();
            intervals.add((next - asked) / MILLISECOND);
            assertThat(naks.due(next)).containsExactly(new Range(2, 2));
            asked = next;
        }

        assertThat(intervals).containsExactly(10L, 20L, 40L, 80L, 160L, 160L, 160L, 160L);
    }

    @Test
    void progressShortensTheIntervalAgain() {
        receive(0, 1, 3, 5);
        for (int i = 0; i < 6; i++) {
            naks.due(naks.deadline());
        }
        long now = naks.deadline();
        receive(now, 2);
        assertThat(naks.due(now)).containsExactly(new Range(4, 4));

        assertThat(naks.deadline() - now).isEqualTo(10 * MILLISECOND);
    }

    @Test
    void whatOneRequestCannotNameIsAskedForRightAfterwards() {
        for (int i = 0; i < 150; i++) {
            receive(0, 2 + 2 * i);
        }
        List<Range> asked = new ArrayList<>();
        long start = naks.deadline();
        while (naks.deadline() < start + 5 * MILLISECOND) {
            List<Range> ranges = naks.due(naks.deadline());
            assertThat(ranges).hasSizeLessThanOrEqualTo(NakFrame.MAX_RANGES);
            asked.addAll(ranges);
        }

        assertThat(asked).hasSize(150).doesNotHaveDuplicates();
    }

    @Test
    void aLostTailIsAskedForOnceItIsAnnounced() {
        receive(0, 1);
        window.announce(4);
        naks.update(0);

        assertThat(naks.due(naks.deadline())).containsExactly(new Range(2, 4));
    }

    @Test
    void anAnnouncementThatIsNotTrueDoesNotHideAGap() {
        window.announce(1L << 62);
        naks.update(0);
        naks.due(naks.deadline());
        receive(5 * MILLISECOND, 1, 3);

        List<Range> again = naks.due(naks.deadline());
        assertThat(again).startsWith(new Range(2, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverIsLostSomethingIsDueWhileSomethingIsMissing(int seed) {
        Random network = new Random(seed);
        ReceiveWindow receiver = new ReceiveWindow(new FramePool(ByteBuffer::allocate), 1, Long.MAX_VALUE);
        NakSchedule schedule = new NakSchedule(receiver, new Random(seed), MAX_BACKOFF, NakFrame.MAX_RANGES);
        int frames = 3000;
        int sent = 0;
        long now = -500 * MILLISECOND;
        int steps = 0;
        while (receiver.next() <= frames) {
            assertThat(++steps).as("steps; next is %s", receiver.next()).isLessThan(100_000);
            now += network.nextInt(100_000);
            if (sent < frames && network.nextBoolean()) {
                sent++;
                if (network.nextInt(10) < 4) {
                    take(receiver, sent);
                }
            } else if (sent == frames) {
                receiver.announce(sent);
            }
            schedule.update(now);
            if (sent == frames) {
                assertThat(receiver.missing() == 0 || schedule.deadline() != NakSchedule.NEVER)
                        .as("something is due")
                        .isTrue();
                now = Math.max(now, Math.min(schedule.deadline(), now + 200 * MILLISECOND));
            }
            for (Range range : schedule.due(now)) {
                for (long number = range.first(); number <= range.last(); number++) {
                    assertThat(receiver.wants(number)).isTrue();
                    if (network.nextInt(10) < 5) {
                        take(receiver, number);
                    }
                }
            }
            schedule.update(now);
        }
        assertThat(schedule.deadline()).isEqualTo(NakSchedule.NEVER);
    }

    private static void take(ReceiveWindow receiver, long number) {
        if (receiver.wants(number)) {
            receiver.put(number, ByteBuffer.allocate(1));
        }
        while (receiver.peek() != null) {
            receiver.advance();
        }
    }

    private void receive(long now, long... numbers) {
        for (long number : numbers) {
            take(window, number);
        }
        naks.update(now);
    }
}
