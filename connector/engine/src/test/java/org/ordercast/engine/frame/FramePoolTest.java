package org.ordercast.engine.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Memory that was given back is used again, by one at a time. */
class FramePoolTest {

    private final List<Integer> allocated = new ArrayList<>();
    private final FramePool pool = new FramePool(bytes -> {
        allocated.add(bytes);
        return ByteBuffer.allocate(bytes);
    });

    @Test
    void whatWasGivenBackIsUsedAgainForFramesOfAboutThatLength() {
        ByteBuffer first = pool.take(1_000);
        ByteBuffer second = pool.take(1_000);
        assertThat(second).isNotSameAs(first);
        pool.giveBack(first);

        assertThat(pool.take(2_000)).isNotSameAs(first);
        ByteBuffer again = pool.take(600);
        assertThat(again).isSameAs(first);
        assertThat(again.position()).isZero();
        assertThat(again.limit()).isEqualTo(600);
        assertThat(allocated).containsExactly(1_024, 1_024, 2_048);
    }

    @Test
    void aCopyStaysAsItIsWhateverBecomesOfTheOriginal() {
        ByteBuffer original =
                ByteBuffer.allocate(100).putInt(0, 7).putInt(96, 9).position(50);
        ByteBuffer copy = pool.copyOf(original);
        original.putInt(0, 1);

        assertThat(copy.remaining()).isEqualTo(100);
        assertThat(copy.getInt(0)).isEqualTo(7);
        assertThat(copy.getInt(96)).isEqualTo(9);
        assertThat(original.position()).isEqualTo(50);
    }

    @Test
    void aShortFrameIsMovedOutOfALongBufferWhichIsUsedAgain() {
        ByteBuffer draft = pool.take(65_536).putInt(42).flip();

        ByteBuffer frame = pool.trim(draft);
        assertThat(frame.capacity()).isEqualTo(256);
        assertThat(frame).isEqualTo(ByteBuffer.allocate(4).putInt(0, 42));
        assertThat(pool.take(65_536)).isSameAs(draft);
    }

    @Test
    void aFrameThatFillsItsBufferStaysInIt() {
        ByteBuffer draft = pool.take(65_536).putInt(0, 42).limit(40_000);

        assertThat(pool.trim(draft)).isSameAs(draft);
        assertThat(draft.remaining()).isEqualTo(40_000);
        assertThat(draft.getInt(0)).isEqualTo(42);
    }

    @Test
    void anyDatagramFitsAndNothingLonger() {
        assertThat(pool.take(65_536).remaining()).isEqualTo(65_536);
        assertThatThrownBy(() -> pool.take(65_537)).hasMessage("no frame is of 65537 bytes");
    }

    @Test
    void whatABurstTookIsNotAllKept() {
        List<ByteBuffer> burst = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            burst.add(pool.take(65_536));
        }
        burst.forEach(pool::giveBack);
        allocated.clear();

        for (int i = 0; i < 300; i++) {
            pool.take(65_536);
        }
        assertThat(allocated).hasSize(300 - 256);
    }
}
