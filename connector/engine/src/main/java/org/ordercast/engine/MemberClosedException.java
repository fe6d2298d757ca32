package org.ordercast.engine;

/** The member, or the cursor, was closed. */
public class MemberClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened, to which group and member, with the values seen, and what to do
     */
    public MemberClosedException(String message) {
        super(message);
    }
}
