package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.log.PublisherPosition;
import org.ordercast.engine.membership.View;

class OrderReplayTest {

    private static final long ALPHA = 0xa;
    private static final long ALPHA_AGAIN = 0xaa;
    private static final List<PublisherPosition> PUBLISHERS = List.of(new PublisherPosition("beta", 0xb, 7));

    private final List<LogRecord> records = new ArrayList<>();
    private final OrderState state = new OrderState(new Records());
    private final OrderReplay replay = new OrderReplay(state);

    @Test
    void whatIsPassedOverLeavesALogThatCanGoOnAndKnowsEveryPublisher() {
        state.resume(there(2, ALPHA, 5, List.of()));
        LogState beyond = there(3, ALPHA_AGAIN, 9, PUBLISHERS);

        assertThat(replay.take(new LogRecord.Checkpoint(beyond))).isNull();

        assertThat(records).hasSize(3);
        assertThat(records.get(0)).isEqualTo(new LogRecord.EpochStart(ALPHA, 3, "alpha", ALPHA_AGAIN));
        assertThat(records.get(1)).isInstanceOfSatisfying(LogRecord.Gap.class, gap -> {
            assertThat(gap.first()).isEqualTo(6);
            assertThat(gap.last()).isEqualTo(9);
            assertThat(gap.epoch()).isEqualTo(3);
        });
        assertThat(records.get(2)).isEqualTo(new LogRecord.Checkpoint(beyond));
        assertThat(state.epoch()).isEqualTo(3);
        assertThat(state.sequence()).isEqualTo(9);
    }

    @Test
    void aCheckpointBeginsTheEpochWhoseBeginningIsLost() {
        state.resume(there(2, ALPHA, 5, List.of()));

        assertThat(replay.take(new LogRecord.Checkpoint(there(3, ALPHA_AGAIN, 5, PUBLISHERS))))
                .isNull();

        assertThat(records).containsExactly(new LogRecord.EpochStart(ALPHA, 3, "alpha", ALPHA_AGAIN));
    }

    @Test
    void aGapOfAnotherLogIsAGapInTheEpochThatItLedTo() {
        state.resume(there(2, ALPHA, 5, List.of()));

        assertThat(replay.take(new LogRecord.Gap(6, 8, 4, 99, "gone"))).isNull();

        assertThat(records).containsExactly(new LogRecord.Gap(6, 8, 4, 99, "gone"));
        assertThat(state.epoch()).isEqualTo(4);
    }

    private static LogState there(long epoch, long sequencer, long sequence, List<PublisherPosition> publishers) {
        return new LogState(ALPHA, epoch, "alpha", sequencer, sequence, sequence, View.NONE, 0, publishers);
    }

    private final class Records implements OrderListener {

        @Override
        public boolean canBeOrdered(long publisher, long last) {
            return true;
        }

        @Override
        public void onContent(long publisher, int bytes) {}

        @Override
        public void onMessages(OrderedBatch batch, long digest) {
            records.add(new LogRecord.Batch(batch, digest));
        }

        @Override
        public void onMissed(LogRecord.Gap gap) {
            records.add(gap);
        }

        @Override
        public void onPassedOver(LogState there) {
            records.add(new LogRecord.Checkpoint(there));
        }

        @Override
        public void onEpoch(LogRecord.EpochStart start) {
            records.add(start);
        }

        @Override
        public void onView(View view, long digest) {
            records.add(new LogRecord.ViewChange(state.epoch(), view, digest));
        }
    }
}
