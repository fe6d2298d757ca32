package org.ordercast.engine.log.disk;

import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;

/**
 * Up to where a log is durable, and so may be seen outside it.
 *
 * @param sequence the last sequence
 * @param view the number of the last view
 * @param epoch the last epoch
 */
record Visible(long sequence, long view, long epoch) {

    /** Up to a place in the order. */
    static Visible at(LogState state) {
        return new Visible(state.lastSequence(), state.view().number(), state.epoch());
    }

    /** Whether a record lies before the end. */
    boolean has(LogRecord record) {
        if (record instanceof LogRecord.Batch messages) {
            return messages.batch().lastSequence() <= sequence;
        } else if (record instanceof LogRecord.ViewChange change) {
            return change.view().number() <= view;
        } else if (record instanceof LogRecord.EpochStart start) {
            return start.epoch() <= epoch;
        } else if (record instanceof LogRecord.Gap gap) {
            return gap.last() <= sequence;
        } else {
            LogRecord.Checkpoint checkpoint = (LogRecord.Checkpoint) record;
            return checkpoint.state().lastSequence() <= sequence
                    && checkpoint.state().view().number() <= view
                    && checkpoint.state().epoch() <= epoch;
        }
    }
}
