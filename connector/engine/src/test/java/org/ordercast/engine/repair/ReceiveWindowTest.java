package org.ordercast.engine.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.frame.FramePool;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.frame.NakFrame.Range;

/** Frames leave in order, whatever order they come in; what is missing is named. */
class ReceiveWindowTest {

    private final ReceiveWindow window = new ReceiveWindow(new FramePool(ByteBuffer::allocate), 10, Long.MAX_VALUE);

    @Test
    void nothingIsMissingBeforeAnythingIsKnown() {
        assertThat(window.next()).isEqualTo(10);
        assertThat(window.highest()).isEqualTo(9);
        assertThat(window.missing()).isZero();
        assertThat(window.missingRanges(0, NakFrame.MAX_RANGES)).isEmpty();
        assertThat(window.peek()).isNull();
    }

    @Test
    void framesLeaveInOrder() {
        put(12, 10, 11);

        assertThat(drain()).containsExactly(10L, 11L, 12L);
        assertThat(window.next()).isEqualTo(13);
        assertThat(window.missing()).isZero();
    }

    @Test
    void aGapHoldsBackWhatFollowsIt() {
        put(10, 12, 13, 16);

        assertThat(drain()).containsExactly(10L);
        assertThat(window.missing()).isEqualTo(3);
        assertThat(window.missingRanges(0, NakFrame.MAX_RANGES)).containsExactly(new Range(11, 11), new Range(14, 15));
        assertThat(window.missingRanges(11, NakFrame.MAX_RANGES)).containsExactly(new Range(14, 15));
        assertThat(window.missingRanges(14, NakFrame.MAX_RANGES)).containsExactly(new Range(15, 15));
        assertThat(window.missingRanges(15, NakFrame.MAX_RANGES)).isEmpty();
    }

    @Test
    void aFrameIsEarlyOnlyWhereOneBeforeItIsMissing() {
        assertThat(window.lacksBefore(10)).isFalse();
        assertThat(window.lacksBefore(11)).isTrue();
        put(10);
        assertThat(window.lacksBefore(11))
                .as("behind one that has not left yet")
                .isFalse();
        put(11, 13);

        assertThat(window.lacksBefore(12)).as("fills the gap").isFalse();
        assertThat(window.lacksBefore(14)).isTrue();
        put(12);
        assertThat(window.lacksBefore(14)).isFalse();
    }

    @Test
    void onlyNewFramesWithinTheWindowAreWanted() {
        put(10, 12);
        drain();

        assertThat(window.wants(Long.MIN_VALUE)).isFalse();
        assertThat(window.wants(0)).isFalse();
        assertThat(window.wants(10)).as("left already").isFalse();
        assertThat(window.wants(11)).isTrue();
        assertThat(window.wants(12)).as("held already").isFalse();
        assertThat(window.wants(10 + ReceiveWindow.CAPACITY)).isTrue();
        assertThat(window.wants(11 + ReceiveWindow.CAPACITY)).isFalse();
        assertThat(window.wants(1L << 62)).isFalse();
        assertThat(window.isBeyond(10 + ReceiveWindow.CAPACITY)).isFalse();
        assertThat(window.isBeyond(11 + ReceiveWindow.CAPACITY)).isTrue();
    }

    @Test
    void aLostTailIsMissingOnceItIsAnnounced() {
        put(10);
        drain();
        window.announce(12);

        assertThat(window.missingRanges(0, NakFrame.MAX_RANGES)).containsExactly(new Range(11, 12));
    }

    @Test
    void whatIsAnnouncedBeyondTheWindowIsLeftForLater() {
        window.announce(1L << 62);

        assertThat(window.missing()).isEqualTo(ReceiveWindow.CAPACITY);
        assertThat(window.highest()).isEqualTo(9 + ReceiveWindow.CAPACITY);
    }

    @Test
    void anOldAnnouncementChangesNothing() {
        put(10, 11);
        drain();
        window.announce(5);

        assertThat(window.highest()).isEqualTo(11);
        assertThat(window.missing()).isZero();
    }

    @Test
    void noMoreRangesAreNamedThanARequestHolds() {
        for (int i = 0; i < 100; i++) {
            put(11 + 2 * i);
        }

        List<Range> first = window.missingRanges(0, NakFrame.MAX_RANGES);
        assertThat(first)
                .hasSize(NakFrame.MAX_RANGES)
                .startsWith(new Range(10, 10))
                .endsWith(new Range(136, 136));
        assertThat(window.missingRanges(136, NakFrame.MAX_RANGES)).hasSize(36).endsWith(new Range(208, 208));
    }

    @Test
    void anyArrivalOrderEndsInTheSameOrder() {
        for (int seed = 0; seed < 50; seed++) {
            ReceiveWindow one = new ReceiveWindow(new FramePool(ByteBuffer::allocate), 1, Long.MAX_VALUE);
            List<Long> numbers = new ArrayList<>();
            for (long number = 1; number <= 5000; number++) {
                numbers.add(number);
            }
            Random random = new Random(seed);
            List<Long> left = new ArrayList<>();
            List<Long> ahead = new ArrayList<>();
            while (!numbers.isEmpty() || !ahead.isEmpty()) {
                while (!numbers.isEmpty() && ahead.size() < 500) {
                    ahead.add(numbers.remove(numbers.size() > 500 ? 0 : numbers.size() - 1));
                }
                Collections.shuffle(ahead, random);
                ahead.removeIf(number -> {
                    boolean take = random.nextInt(3) == 0 && one.wants(number);
                    if (take) {
                        one.put(number, frame(number));
                    }
                    return take;
                });
                left.addAll(drain(one));
                long held = one.highest() - one.next() + 1 - one.missing();
                assertThat(held).isNotNegative();
            }
            assertThat(left).hasSize(5000).isSorted();
        }
    }

    private void put(long... numbers) {
        for (long number : numbers) {
            assertThat(window.wants(number)).isTrue();
            window.put(number, frame(number));
        }
    }

    private List<Long> drain() {
        return drain(window);
    }

    private static List<Long> drain(ReceiveWindow window) {
        List<Long> left = new ArrayList<>();
        for (ByteBuffer frame = window.peek(); frame != null; frame = window.peek()) {
            left.add(frame.getLong(0));
            window.advance();
        }
        return left;
    }

    private static ByteBuffer frame(long number) {
        return ByteBuffer.allocate(8).putLong(0, number);
    }

    @Test
    void keepsSoManyBytesAndOneFrameMoreButAlwaysTheNext() {
        ReceiveWindow small = new ReceiveWindow(new FramePool(ByteBuffer::allocate), 1, 1_000);
        small.put(2, ByteBuffer.allocate(999));
        assertThat(small.hasRoomFor(3)).isTrue();
        small.put(3, ByteBuffer.allocate(999));

        assertThat(small.wants(4)).isTrue();
        assertThat(small.hasRoomFor(4)).isFalse();
        assertThat(small.hasRoomFor(1)).as("the next").isTrue();
        small.put(1, ByteBuffer.allocate(999));
        small.advance();
        small.advance();
        assertThat(small.hasRoomFor(4)).isTrue();
    }
}
