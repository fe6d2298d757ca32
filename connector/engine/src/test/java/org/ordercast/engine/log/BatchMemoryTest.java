package org.ordercast.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a log lets go of is overwritten, but not while somebody may read it. */
class BatchMemoryTest {

    private static final int LENGTH = 100_000;

    private final Readers readers = new Readers();
    private final BatchMemory memory = new BatchMemory(readers);
    private final Set<byte[]> used = Collections.newSetFromMap(new IdentityHashMap<>());
    private long last;

    @Test
    void aCopyStaysAsItIsWhateverBecomesOfTheOriginal() {
        OrderedBatch batch = batch(8);
        OrderedBatch copy = memory.copyOf(batch);
        assertThat(copy).isEqualTo(batch);
        batch.messages().putLong(0, -1);

        assertThat(copy.messages().getLong(0)).isEqualTo(batch.firstSequence());
    }

    @Test
    void aSteadyStreamUsesTheSameMemoryAgainAndAgain() {
        for (int i = 0; i < 100; i++) {
            copy(LENGTH);
            if (i >= 5) {
                memory.releaseOldest();
            }
        }

        assertThat(used).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void whatAnOpenCursorReadsIsNotOverwritten() {
        OrderedBatch read = copy(LENGTH);
        readers.within = read.firstSequence();
        for (int i = 0; i < 100; i++) {
            copy(LENGTH);
            memory.releaseOldest();
        }

        assertThat(read.messages().getLong(0)).isEqualTo(1);
        assertThat(used).as("the rest of the memory").hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void whatAClosedCursorMayStillReadIsNotOverwritten() {
        OrderedBatch read = copy(LENGTH);
        readers.closed++;
        for (int i = 0; i < 100; i++) {
            copy(LENGTH);
            memory.releaseOldest();
        }

        assertThat(read.messages().getLong(0)).isEqualTo(1);
        assertThat(used).as("what came into use since").hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void aLongBatchHasMemoryOfItsOwn() {
        OrderedBatch before = copy(8);
        OrderedBatch longer = copy(1_000_000);
        OrderedBatch behind = copy(8);

        assertThat(before.messages().getLong(0)).isEqualTo(1);
        assertThat(longer.messages().limit()).isEqualTo(1_000_000);
        assertThat(longer.messages().getLong(0)).isEqualTo(2);
        assertThat(behind.messages().getLong(0)).isEqualTo(3);
    }

    private OrderedBatch copy(int length) {
        OrderedBatch copy = memory.copyOf(batch(length));
        used.add(copy.messages().array());
        return copy;
    }

    /** The next batch, which begins with its sequence. */
    private OrderedBatch batch(int length) {
        last++;
        return new OrderedBatch(
                1, last, "alpha", 0xa, last, 1, ByteBuffer.allocate(length).putLong(0, last));
    }

    private static final class Readers implements BatchReaders {
        private int closed;
        private long within;

        @Override
        public int closed() {
            return closed;
        }

        @Override
        public boolean areWithin(long first, long last) {
            return within >= first && within <= last;
        }
    }
}
