package org.ordercast.faults.history;

import org.ordercast.engine.Acknowledgement;

/** What a publisher writes down of its messages. What it began and never said the end of, it does not know. */
public sealed interface SendEvent {

    /**
     * The publisher is about to hand messages over: from now on, they may be in the order.
     *
     * @param first the first one's number
     * @param count how many, with numbers that follow
     */
    record Begun(long first, int count) implements SendEvent {}

    /**
     * Messages are where their publisher wanted them.
     *
     * @param level what it waited for
     * @param first the first one's number
     * @param count how many, with numbers, and sequences, that follow
     * @param firstSequence the first one's place in the order
     * @param epoch the epoch in which they were ordered
     */
    record Completed(Acknowledgement level, long first, int count, long firstSequence, long epoch)
            implements SendEvent {}

    /**
     * Messages were refused before they were handed over: they are in no order.
     *
     * @param first the first one's number
     * @param count how many
     */
    record Refused(long first, int count) implements SendEvent {}

    /**
     * A message was handed over, and its member ended before it was complete: it may be in the order, or not.
     *
     * @param number its number
     */
    record Unknown(long number) implements SendEvent {}
}
