package org.ordercast.engine.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.frame.FramePool;

/** Frames are kept until they are released, within a bound of bytes and of frames. */
class SentWindowTest {

    private final FramePool pool = new FramePool(ByteBuffer::allocate);
    private final SentWindow window = new SentWindow(pool, 100_000);

    @Test
    void anEmptyWindowWaitsForFrameOne() {
        assertThat(window.isEmpty()).isTrue();
        assertThat(window.first()).isEqualTo(1);
        assertThat(window.last()).isZero();
        assertThat(window.get(0)).isNull();
        assertThat(window.get(1)).isNull();
        assertThat(window.hasRoom()).isTrue();
    }

    @Test
    void framesAreKeptUntilTheyAreReleased() {
        add(5, 10);
        window.release(3);

        assertThat(window.first()).isEqualTo(4);
        assertThat(window.last()).isEqualTo(5);
        assertThat(window.get(3)).isNull();
        assertThat(window.get(4)).isNotNull();
        assertThat(window.get(5)).isNotNull();
        assertThat(window.get(6)).isNull();
    }

    @Test
    void aFullWindowDoesNotTakeItsFirstFrameForTheNext() {
        add(ReceiveWindow.CAPACITY, 1);

        assertThat(window.get(window.last())).isNotNull();
        assertThat(window.get(window.last() + 1)).isNull();
    }

    @Test
    void whatIsReleasedAlreadyOrNotSentYetIsReleasedWithoutHarm() {
        add(5, 10);
        window.release(3);
        window.release(1);
        assertThat(window.first()).isEqualTo(4);

        window.release(Long.MAX_VALUE);
        assertThat(window.isEmpty()).isTrue();
        assertThat(window.first()).isEqualTo(6);
    }

    @Test
    void itIsFullWhenItsBytesAreOnTheWire() {
        add(99, 1000);
        assertThat(window.hasRoom()).isTrue();
        add(1, 1000);
        assertThat(window.hasRoom()).isFalse();
        assertThat(window.hasReserve()).isTrue();

        window.release(1);
        assertThat(window.hasRoom()).isTrue();
    }

    @Test
    void itKeepsAReserveOfFramesForViews() {
        add(1536, 1);
        assertThat(window.hasRoom()).isFalse();
        assertThat(window.hasReserve()).isTrue();
        add(256, 1);
        assertThat(window.hasReserve()).isFalse();
    }

    @Test
    void aReceiverNeverHasToKeepMoreThanItsWindow() {
        add(ReceiveWindow.CAPACITY, 1);

        assertThatThrownBy(() -> add(1, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("frame 2049");
    }

    private void add(int frames, int bytes) {
        for (int i = 0; i < frames; i++) {
            window.add(pool.take(bytes));
        }
    }
}
