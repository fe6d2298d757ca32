package org.ordercast.engine.log.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.log.OrderedBatch;

/** The newest batches are found by any of their sequences, within so many bytes. */
class RecentBatchesTest {

    private static final long SIZE = 1_000 + 128;

    private final RecentBatches recent = new RecentBatches(10 * SIZE, new Cursors());
    private long last;

    @Test
    void aBatchIsFoundByEachOfItsSequences() {
        OrderedBatch first = add(3);
        OrderedBatch second = add(1);

        assertThat(recent.holding(1)).isEqualTo(first);
        assertThat(recent.holding(3)).isEqualTo(first);
        assertThat(recent.holding(4)).isEqualTo(second);
        assertThat(recent.holding(0)).isNull();
        assertThat(recent.holding(5)).isNull();
    }

    @Test
    void whatIsMissingBetweenBatchesIsNotFound() {
        add(2);
        last += 5;
        OrderedBatch behind = add(2);

        assertThat(recent.holding(3)).isNull();
        assertThat(recent.holding(8)).isEqualTo(behind);
    }

    @Test
    void onlyTheNewestAreKeptWithinSoManyBytes() {
        for (int i = 0; i < 25; i++) {
            add(2);
        }

        assertThat(recent.holding(30)).isNull();
        assertThat(recent.holding(31)).isNotNull();
        assertThat(recent.holding(50)).isNotNull();
    }

    @Test
    void onlySoManyAreKeptHoweverSmallTheyAre() {
        RecentBatches many = new RecentBatches(Long.MAX_VALUE, new Cursors());
        for (int i = 1; i <= 10_000; i++) {
            many.add(batch(i, 1, 1));
        }

        assertThat(many.holding(10_000 - 4_096)).isNull();
        for (int i = 10_000 - 4_095; i <= 10_000; i++) {
            assertThat(many.holding(i)).isNotNull();
        }
    }

    @Test
    void aBatchThatIsLargerThanAllRoomIsNotKept() {
        add(1);
        recent.add(batch(2, 1, (int) (10 * SIZE)));

        assertThat(recent.holding(1)).isNull();
        assertThat(recent.holding(2)).isNull();
        last = 2;
        assertThat(add(1)).isEqualTo(recent.holding(3));
    }

    @Test
    void nothingIsFoundAfterAllWasLetGoOf() {
        add(3);
        recent.clear();
        assertThat(recent.holding(1)).isNull();

        last = 0;
        OrderedBatch anew = add(1);
        assertThat(recent.holding(1)).isEqualTo(anew);
    }

    private OrderedBatch add(int count) {
        OrderedBatch batch = batch(last + 1, count, 1_000);
        last = batch.lastSequence();
        recent.add(batch);
        return batch;
    }

    private static OrderedBatch batch(long first, int count, int bytes) {
        return new OrderedBatch(1, first, "alpha", 0xa, first, count, ByteBuffer.allocate(bytes));
    }
}
