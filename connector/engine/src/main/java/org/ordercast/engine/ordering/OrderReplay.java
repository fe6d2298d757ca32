package org.ordercast.engine.ordering;

import org.jspecify.annotations.Nullable;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.ViewCodec;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;

/**
 * Goes on with the order by records of another member's log, where the frames that they came from are no more to be had.
 * Each record's digest is computed anew. What is known already is passed over.
 */
public final class OrderReplay {

    private final OrderState state;

    /**
     * Begins where the order stands.
     *
     * @param state the order
     */
    public OrderReplay(OrderState state) {
        this.state = state;
    }

    /**
     * Goes on by a record.
     *
     * @param record the record
     * @return what is wrong with it if it does not go on from here, else null
     */
    public @Nullable String take(LogRecord record) {
        if (record instanceof LogRecord.Batch messages) {
            return takeMessages(messages);
        } else if (record instanceof LogRecord.ViewChange change) {
            return takeView(change);
        } else if (record instanceof LogRecord.EpochStart start) {
            return takeEpoch(start);
        } else if (record instanceof LogRecord.Gap gap) {
            takeGap(gap);
            return null;
        } else {
            return takeCheckpoint(((LogRecord.Checkpoint) record).state());
        }
    }

    private @Nullable String takeMessages(LogRecord.Batch messages) {
        OrderedBatch batch = messages.batch();
        if (batch.lastSequence() <= state.sequence()) {
            return null;
        }
        if (batch.firstSequence() != state.sequence() + 1) {
            return "sequence " + batch.firstSequence() + " follows " + state.sequence();
        }
        long after = state.digest();
        int at = 0;
        for (int i = 0; i < batch.count(); i++) {
            int length = batch.messages().getInt(at);
            after = OrderDigest.next(after, batch.incarnation(), batch.firstPublisherSequence() + i, length);
            at += Entry.MESSAGE_PREFIX + length;
        }
        if (after != messages.digest()) {
            return "digest " + Long.toHexString(after) + " at sequence " + batch.lastSequence() + ", theirs is "
                    + Long.toHexString(messages.digest());
        }
        if (!state.canBeOrdered(batch.incarnation(), batch.firstPublisherSequence() + batch.count() - 1)) {
            return "message " + batch.firstPublisherSequence() + " of this member was not sent";
        }
        state.pass(batch, after);
        return null;
    }

    private @Nullable String takeView(LogRecord.ViewChange change) {
        long number = change.view().number();
        if (number <= state.view().number()) {
            return null;
        }
        long after = OrderDigest.next(state.digest(), 0, number, ViewCodec.encode(change.view()).length);
        if (number != state.view().number() + 1 || after != change.digest()) {
            return "view " + number + " follows view " + state.view().number() + " with digest "
                    + Long.toHexString(after) + ", theirs is " + Long.toHexString(change.digest());
        }
        state.pass(change.view(), after);
        return null;
    }

    private @Nullable String takeEpoch(LogRecord.EpochStart start) {
        if (start.order() != state.order()) {
            return otherOrder(start.order());
        }
        state.enter(start);
        return null;
    }

    private void takeGap(LogRecord.Gap gap) {
        if (gap.last() > state.sequence()) {
            state.missed(gap.epoch(), gap.last(), gap.digest(), gap.reason());
        }
    }

    private @Nullable String takeCheckpoint(LogState there) {
        if (there.epoch() == 0) {
            // The beginning of the log of the member that began the order: nothing was before.
            return null;
        }
        if (there.order() != state.order()) {
            return otherOrder(there.order());
        }
        boolean passesOver = there.lastSequence() > state.sequence();
        if (there.lastSequence() >= state.sequence() && !there.sequencer().isEmpty()) {
            state.enter(new LogRecord.EpochStart(
                    there.order(), there.epoch(), there.sequencer(), there.sequencerIncarnation()));
        }
        if (passesOver) {
            state.missed(
                    there.epoch(),
                    there.lastSequence(),
                    there.digest(),
                    "no log that this member reached holds them any more");
        }
        if (there.lastSequence() == state.sequence()
                && there.view().number() > state.view().number()) {
            state.pass(there.view(), there.digest());
        }
        if (passesOver) {
            state.learn(there);
        }
        return null;
    }

    private String otherOrder(long order) {
        return "order " + Long.toHexString(order) + " instead of " + Long.toHexString(state.order());
    }
}
