package org.ordercast.engine.log;

import org.ordercast.engine.membership.View;

/** One step of the order, as the log keeps it. Immutable. */
public sealed interface LogRecord extends LogItem {

    /**
     * The epoch that is in effect after the record.
     *
     * @return an epoch
     */
    long epoch();

    /**
     * Messages.
     *
     * @param batch the messages
     * @param digest the order's digest after them
     */
    record Batch(OrderedBatch batch, long digest) implements LogRecord {
        @Override
        public long epoch() {
            return batch.epoch();
        }
    }

    /**
     * A view takes effect.
     *
     * @param epoch the epoch in which it does
     * @param view the view, with at least one member
     * @param digest the order's digest after it
     */
    record ViewChange(long epoch, View view, long digest) implements LogRecord {}

    /**
     * An epoch begins.
     *
     * @param order the order that it belongs to: the incarnation of the member that began it
     * @param epoch the epoch, larger than all before
     * @param sequencer the id of its sequencer
     * @param incarnation the sequencer's life
     */
    record EpochStart(long order, long epoch, String sequencer, long incarnation) implements LogRecord {}

    /**
     * Messages that should come next are not to be had any more.
     *
     * @param first the first missing sequence
     * @param last the last missing sequence
     * @param epoch the epoch after them; if it is a new one, its beginning may follow
     * @param digest the order's digest after them
     * @param reason why they are missing, as one sentence for an operator
     */
    record Gap(long first, long last, long epoch, long digest, String reason) implements LogRecord {}

    /**
     * Everything that must be known to go on from here without what is before. As the first record of a log, it says
     * where the log starts; later it must not go to another sequence, but may know more than the records before it.
     *
     * @param state what is known
     */
    record Checkpoint(LogState state) implements LogRecord {
        @Override
        public long epoch() {
            return state.epoch();
        }
    }
}
