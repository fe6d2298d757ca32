package org.ordercast.faults.history;

/**
 * Messages that a member delivered one behind the other: of one life of one publisher, in one epoch, with sequences and
 * numbers that follow each other. Says as much as a record for each message would.
 *
 * @param time when the first was delivered, on the machine's monotonic clock in nanoseconds
 * @param firstSequence the first message's place in the order
 * @param epoch the epoch in which they were ordered
 * @param incarnation the publisher's life, as the engine names it
 * @param firstPublisherSequence the first message's number, as the engine gave it
 * @param source the publisher's life, as the message's content names it
 * @param firstNumber the first message's number, as its content says it
 * @param count how many messages
 */
public record Delivered(
        long time,
        long firstSequence,
        long epoch,
        long incarnation,
        long firstPublisherSequence,
        Source source,
        long firstNumber,
        int count) {

    /**
     * The last message's place in the order.
     *
     * @return a sequence
     */
    public long lastSequence() {
        return firstSequence + count - 1;
    }

    /**
     * Whether another run goes on where this one ends, so that both are one.
     *
     * @param next what was delivered next
     * @return true if only the numbers differ, and follow
     */
    public boolean isFollowedBy(Delivered next) {
        return next.firstSequence == firstSequence + count
                && next.epoch == epoch
                && next.incarnation == incarnation
                && next.firstPublisherSequence == firstPublisherSequence + count
                && next.source.equals(source)
                && next.firstNumber == firstNumber + count;
    }

    /**
     * The same messages from a sequence on, and up to one.
     *
     * @param first the first sequence wanted, within this run
     * @param last the last sequence wanted, within this run
     * @return a part of this run
     */
    public Delivered part(long first, long last) {
        long skipped = first - firstSequence;
        return new Delivered(
                time,
                first,
                epoch,
                incarnation,
                firstPublisherSequence + skipped,
                source,
                firstNumber + skipped,
                Math.toIntExact(last - first + 1));
    }

    Delivered longer(int more) {
        return new Delivered(
                time, firstSequence, epoch, incarnation, firstPublisherSequence, source, firstNumber, count + more);
    }
}
