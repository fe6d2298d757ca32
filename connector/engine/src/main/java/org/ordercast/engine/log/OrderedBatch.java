package org.ordercast.engine.log;

import java.nio.ByteBuffer;

/**
 * Adjacent messages of one publisher at their place in the order. Immutable: the bytes never
 * change.
 *
 * <p>The buffer holds {@code count} messages one after the other, each as its length (four bytes, big-endian) and its
 * payload.
 *
 * @param epoch the epoch in which the messages were ordered
 * @param firstSequence the sequence of the first message; the others follow without a gap
 * @param publisher the id of the member that published them
 * @param incarnation that member's life
 * @param firstPublisherSequence the first message's number among those of its publisher; the others follow
 * @param count how many messages there are, at least 1
 * @param messages the messages, from position 0 to the limit; readers use a duplicate, for its position is shared
 */
public record OrderedBatch(
        long epoch,
        long firstSequence,
        String publisher,
        long incarnation,
        long firstPublisherSequence,
        int count,
        ByteBuffer messages) {

    /**
     * The sequence of the last message.
     *
     * @return a sequence, at least {@link #firstSequence()}
     */
    public long lastSequence() {
        return firstSequence + count - 1;
    }

    /**
     * The same batch elsewhere in memory.
     *
     * @param copy the messages
     * @return a batch that is equal
     */
    public OrderedBatch with(ByteBuffer copy) {
        return new OrderedBatch(epoch, firstSequence, publisher, incarnation, firstPublisherSequence, count, copy);
    }
}
