package org.ordercast.engine.log;

/**
 * Adjacent messages of one publisher at their place in the order. Immutable: the bytes never change.
 *
 * <p>The bytes hold {@code count} messages one after the other, each as its length (four bytes, big-endian) and its
 * payload.
 *
 * @param epoch the epoch in which the messages were ordered
 * @param firstSequence the sequence of the first message; the others follow without a gap
 * @param publisher the id of the member that published them
 * @param incarnation that member's life
 * @param firstPublisherSequence the first message's number among those of its publisher; the others follow
 * @param count how many messages there are, at least 1
 * @param bytes the array that holds the messages
 * @param offset where in the array the first message's length begins
 * @param length how many bytes the messages take, lengths included
 */
public record OrderedBatch(
        long epoch,
        long firstSequence,
        String publisher,
        long incarnation,
        long firstPublisherSequence,
        int count,
        byte[] bytes,
        int offset,
        int length) {

    /**
     * The sequence of the last message.
     *
     * @return a sequence, at least {@link #firstSequence()}
     */
    public long lastSequence() {
        return firstSequence + count - 1;
    }
}
