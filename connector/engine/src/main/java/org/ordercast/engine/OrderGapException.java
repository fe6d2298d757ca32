package org.ordercast.engine;

/**
 * Messages are missing from the order that a cursor reads, because this member was away for longer than they are kept.
 * What was built from the messages before no longer agrees with the other members.
 */
public class OrderGapException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The first missing sequence. */
    private final long first;

    /** The last missing sequence. */
    private final long last;

    /**
     * Creates the exception.
     *
     * @param first the first missing sequence
     * @param last the last missing sequence
     * @param reason why they are missing
     */
    public OrderGapException(long first, long last, String reason) {
        super("messages " + first + " to " + last + " of the order are missing: " + reason);
        this.first = first;
        this.last = last;
    }

    /**
     * The first missing sequence.
     *
     * @return a sequence
     */
    public long first() {
        return first;
    }

    /**
     * The last missing sequence.
     *
     * @return a sequence, at least {@link #first()}
     */
    public long last() {
        return last;
    }
}
