package org.ordercast.engine.care;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.ordering.OrderListener;
import org.ordercast.engine.ordering.OrderReplay;
import org.ordercast.engine.ordering.OrderState;

/**
 * What was lost at a place of the log, out of another member's log. Its records are replayed from how the order stood
 * before the damage, their digests computed anew, and what can be read behind the damage must go on from them: a log that
 * has another order is refused, never taken. For one thread.
 *
 * <p>What is refused, or cannot be read, ends the iteration with an {@link UncheckedIOException}.
 */
final class LostRecords implements Iterator<LogRecord> {

    private final OtherLogs.Records source;
    private final Damage damage;
    private final @Nullable LogRecord after;
    private final OrderState state;
    private final OrderReplay replay;
    private final Deque<LogRecord> ready = new ArrayDeque<>();
    private boolean complete;

    LostRecords(OtherLogs.Records source, Damage damage, LogState before, @Nullable LogRecord after) {
        this.source = source;
        this.damage = damage;
        this.after = after;
        this.state = new OrderState(new Collector());
        this.replay = new OrderReplay(state);
        state.standAt(before);
    }

    @Override
    public boolean hasNext() {
        try {
            while (ready.isEmpty() && !complete) {
                LogRecord record = source.next();
                if (record == null || isBehind(record)) {
                    complete = true;
                    checkWhatFollows();
                } else {
                    require(replay.take(record));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return !ready.isEmpty();
    }

    @Override
    public LogRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all that was lost has been read");
        }
        return ready.remove();
    }

    /** Whether a record of the other log belongs behind the damage, where this log can be read. */
    private boolean isBehind(LogRecord record) {
        if (record instanceof LogRecord.Batch batch) {
            return batch.batch().firstSequence() > damage.last();
        } else if (record instanceof LogRecord.Gap gap) {
            return gap.first() > damage.last();
        } else if (record instanceof LogRecord.ViewChange change) {
            return change.view().number() >= firstViewBehind();
        } else if (record instanceof LogRecord.EpochStart start) {
            return start.epoch() >= firstEpochBehind();
        }
        // The other log may have gone on to later views and epochs where this one stood.
        LogState there = ((LogRecord.Checkpoint) record).state();
        return there.lastSequence() > damage.last()
                || there.view().number() >= firstViewBehind()
                || there.epoch() >= firstEpochBehind();
    }

    private long firstViewBehind() {
        if (after instanceof LogRecord.ViewChange change) {
            return change.view().number();
        }
        return after instanceof LogRecord.Checkpoint checkpoint
                ? checkpoint.state().view().number() + 1
                : Long.MAX_VALUE;
    }

    private long firstEpochBehind() {
        if (after instanceof LogRecord.EpochStart start) {
            return start.epoch();
        }
        return after == null ? Long.MAX_VALUE : after.epoch() + 1;
    }

    private void checkWhatFollows() throws RepairRefusedException {
        if (state.sequence() < damage.last()) {
            throw new RepairRefusedException("it holds no more than sequence " + state.sequence());
        }
        if (after instanceof LogRecord.Checkpoint checkpoint) {
            LogState there = checkpoint.state();
            if (there.lastSequence() != state.sequence()
                    || there.digest() != state.digest()
                    || there.epoch() != state.epoch()) {
                throw new RepairRefusedException("what it holds leads to digest " + Long.toHexString(state.digest())
                        + " at sequence " + state.sequence() + " of epoch " + state.epoch() + ", and this log goes on "
                        + "with " + Long.toHexString(there.digest()) + " at " + there.lastSequence() + " of "
                        + there.epoch());
            }
        } else if (after != null && !(after instanceof LogRecord.Gap)) {
            int lost = ready.size();
            require(replay.take(after));
            while (ready.size() > lost) {
                ready.removeLast();
            }
        }
    }

    private static void require(@Nullable String objection) throws RepairRefusedException {
        if (objection != null) {
            throw new RepairRefusedException("what it holds does not fit: " + objection);
        }
    }

    /** Takes what the replay says goes on from what was before. */
    private final class Collector implements OrderListener {

        @Override
        public boolean canBeOrdered(long publisher, long last) {
            return true;
        }

        @Override
        public void onContent(long publisher, int bytes) {}

        @Override
        public void onMessages(OrderedBatch batch, long digest) {
            ready.add(new LogRecord.Batch(batch, digest));
        }

        @Override
        public void onMissed(LogRecord.Gap gap) {
            throw new UncheckedIOException(new RepairRefusedException(
                    "it does not hold sequences " + gap.first() + " to " + gap.last() + " either"));
        }

        @Override
        public void onPassedOver(LogState there) {
            // The gap before it was refused.
        }

        @Override
        public void onEpoch(LogRecord.EpochStart start) {
            ready.add(start);
        }

        @Override
        public void onView(View view, long digest) {
            ready.add(new LogRecord.ViewChange(Objects.requireNonNull(state).epoch(), view, digest));
        }
    }
}
