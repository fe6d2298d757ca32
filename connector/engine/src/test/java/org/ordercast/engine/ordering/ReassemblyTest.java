package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Parts become the whole again, behind its length; the memory that they take grows with what has come. */
class ReassemblyTest {

    private final Reassembly parts = new Reassembly();
    private final ByteBuffer frame = ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});

    @Test
    void theWholeStandsBehindItsLength() {
        parts.add(frame, 2, 3, 8);
        parts.add(frame, 5, 4, 8);
        assertThat(parts.filled()).isEqualTo(7);
        assertThat(parts.whole()).isEqualTo(8);
        parts.add(frame, 9, 1, 8);

        assertThat(bytes(parts.take())).containsExactly(0, 0, 0, 8, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(parts.filled()).isZero();
        assertThat(parts.whole()).isZero();
    }

    @Test
    void theNextWholeIsAnother() {
        parts.add(frame, 0, 2, 2);
        assertThat(bytes(parts.take())).containsExactly(0, 0, 0, 2, 0, 1);
        parts.add(frame, 4, 2, 2);

        assertThat(bytes(parts.take())).containsExactly(0, 0, 0, 2, 4, 5);
    }

    @Test
    void theLastPartCanBeLookedAtBeforeItIsAdded() {
        assertThat(bytes(parts.wholeWith(frame, 3, 2))).containsExactly(3, 4);
        parts.add(frame, 1, 2, 4);

        assertThat(bytes(parts.wholeWith(frame, 3, 2))).containsExactly(1, 2, 3, 4);
        assertThat(parts.filled()).isEqualTo(2);
    }

    @Test
    void whatWasDroppedIsGone() {
        parts.add(frame, 1, 4, 8);
        parts.drop();

        assertThat(parts.filled()).isZero();
        assertThat(bytes(parts.wholeWith(frame, 8, 2))).containsExactly(8, 9);
    }

    @Test
    void memoryIsTakenForWhatHasComeAndNotForWhatIsAnnounced() {
        parts.add(frame, 0, 10, Integer.MAX_VALUE);
        parts.add(frame, 0, 10, Integer.MAX_VALUE);

        assertThat(parts.filled()).isEqualTo(20);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
