package org.ordercast.engine.log;

/** Where a member's protocol puts the order. Called on the protocol's thread; it never waits. */
public interface OrderedLog {

    /**
     * Whether the log takes more. Asked before each frame, all of whose batches are then appended. Once false, the protocol stops acknowledging, so that the group slows down
     * rather than lose anything, until {@code MemberProtocol.onLogRoom} says that there is room again.
     *
     * @return true if {@link #append} may be called
     */
    boolean hasRoom();

    /**
     * Appends a batch. Its first sequence follows the last sequence of what was appended or reported as a gap before;
     * the first call of a log's life may start anywhere.
     *
     * @param batch the batch
     */
    void append(OrderedBatch batch);

    /**
     * Says that messages which should come next are not to be had any more.
     *
     * @param first the first missing sequence
     * @param last the last missing sequence
     * @param reason why they are missing, as one sentence for an operator
     */
    void appendGap(long first, long last, String reason);

    /**
     * Says where the order begins for this member, which has just joined a group that it was not in before: messages up
     * to this sequence came before it. Called again only before the first message, where the member first followed a
     * sequencer that gave way to another.
     *
     * @param sequence the last sequence before this member's first
     */
    void startAfter(long sequence);
}
