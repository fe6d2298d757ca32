package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
    private final TrueRecords truth = new TrueRecords(new Random(1));
    private long sent = Long.MAX_VALUE;

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

    @Test
    void recordsOfTheOrderAreTakenAndThoseThatAreKnownArePassedOver() {
        LogRecord first = truth.messages(3, 40);
        LogRecord view = truth.view();
        LogRecord epoch = truth.epoch();
        LogRecord second = truth.messages(2, 7);
        List<LogRecord> all = truth.all();
        begin();
        all.forEach(record -> assertThat(replay.take(record)).isNull());
        assertThat(records).containsExactlyElementsOf(all.subList(1, all.size()));
        assertThat(state.sequence()).isEqualTo(5);
        assertThat(state.epoch()).isEqualTo(2);
        assertThat(state.digest()).isEqualTo(((LogRecord.Batch) second).digest());

        for (LogRecord again : List.of(first, view, epoch, second)) {
            assertThat(replay.take(again)).isNull();
        }
        assertThat(records).hasSize(all.size() - 1);
    }

    @Test
    void messagesThatDoNotFollowAreRefused() {
        truth.messages(1, 40);
        LogRecord second = truth.messages(1, 40);
        begin();
        replay.take(truth.all().get(1));

        assertThat(replay.take(second)).isEqualTo("sequence 2 follows 0");
        assertThat(state.sequence()).isZero();
    }

    @Test
    void messagesWithAnotherDigestAreRefused() {
        LogRecord.Batch batch = (LogRecord.Batch) truth.messages(2, 40);
        begin();
        replay.take(truth.all().get(1));

        assertThat(replay.take(new LogRecord.Batch(batch.batch(), 77)))
                .isEqualTo("digest " + Long.toHexString(batch.digest()) + " at sequence 2, theirs is 4d");
        assertThat(state.sequence()).isZero();
    }

    @Test
    void ownMessagesThatWereNotSentAreRefused() {
        truth.messages(2, 40);
        begin();
        replay.take(truth.all().get(1));
        sent = 1;

        assertThat(replay.take(truth.all().get(2))).isEqualTo("message 1 of this member was not sent");
        sent = 2;
        assertThat(replay.take(truth.all().get(2))).isNull();
    }

    @Test
    void aViewThatDoesNotFollowOrHasAnotherDigestIsRefused() {
        LogRecord.ViewChange second = (LogRecord.ViewChange) truth.view();
        begin();
        assertThat(replay.take(second)).startsWith("view 2 follows view 0 with digest");
        replay.take(truth.all().get(1));

        assertThat(replay.take(new LogRecord.ViewChange(1, second.view(), 77)))
                .startsWith("view 2 follows view 1")
                .endsWith("theirs is 4d");
        assertThat(state.view().number()).isEqualTo(1);
    }

    @Test
    void recordsOfAnotherOrderAreRefused() {
        begin();

        assertThat(replay.take(new LogRecord.EpochStart(0xc, 5, "gamma", 0xc))).isEqualTo("order c instead of a");
        assertThat(replay.take(
                        new LogRecord.Checkpoint(new LogState(0xc, 5, "gamma", 0xc, 9, 9, View.NONE, 0, List.of()))))
                .isEqualTo("order c instead of a");
        assertThat(records).isEmpty();
    }

    @Test
    void theBeginningOfAnOrderSaysNothing() {
        begin();

        assertThat(replay.take(new LogRecord.Checkpoint(LogState.EMPTY))).isNull();
        assertThat(records).isEmpty();
    }

    @Test
    void aGapOfAnotherLogThatThisOneDoesNotHaveIsNoGap() {
        state.resume(there(2, ALPHA, 5, List.of()));

        assertThat(replay.take(new LogRecord.Gap(3, 5, 2, 99, "gone"))).isNull();
        assertThat(records).isEmpty();
    }

    @Test
    void aCheckpointBringsAViewWhoseBeginningIsLost() {
        state.resume(there(2, ALPHA, 5, List.of()));
        View view = new View(4, List.of(new View.Participant(TrueRecords.BETA, 3)));
        LogRecord.Checkpoint checkpoint =
                new LogRecord.Checkpoint(new LogState(ALPHA, 2, "alpha", ALPHA, 5, 88, view, 0, List.of()));

        assertThat(replay.take(checkpoint)).isNull();
        assertThat(records).containsExactly(new LogRecord.ViewChange(2, view, 88));
        assertThat(state.digest()).isEqualTo(88);
        assertThat(replay.take(checkpoint)).isNull();
        assertThat(records).as("once").hasSize(1);
    }

    @Test
    void anOldCheckpointSaysNothing() {
        state.resume(there(2, ALPHA, 5, List.of()));
        View view = new View(4, List.of());

        replay.take(new LogRecord.Checkpoint(new LogState(ALPHA, 3, "alpha", ALPHA, 4, 88, view, 0, List.of())));

        assertThat(records).isEmpty();
        assertThat(state.epoch()).isEqualTo(2);
    }

    /** Stands at the beginning of the true order's first epoch. */
    private void begin() {
        state.standAt(new LogState(ALPHA, 1, "alpha", ALPHA, 0, 0, View.NONE, 0, List.of()));
    }

    private static LogState there(long epoch, long sequencer, long sequence, List<PublisherPosition> publishers) {
        return new LogState(ALPHA, epoch, "alpha", sequencer, sequence, sequence, View.NONE, 0, publishers);
    }

    private final class Records implements OrderListener {

        @Override
        public boolean canBeOrdered(long publisher, long last) {
            return last <= sent;
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
