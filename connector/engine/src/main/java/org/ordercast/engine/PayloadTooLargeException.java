package org.ordercast.engine;

/** A payload is larger than the group allows. Nothing was sent. */
public class PayloadTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened, to which group and member, with the values seen, and what to do
     */
    public PayloadTooLargeException(String message) {
        super(message);
    }
}
