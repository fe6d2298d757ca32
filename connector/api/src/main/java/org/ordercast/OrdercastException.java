package org.ordercast;

/** Something that Ordercast was asked for did not happen; the message says what, where and what to do. */
public class OrdercastException extends jakarta.resource.ResourceException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened, to which group, with the values seen, and what to do
     */
    public OrdercastException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened, to which group, with the values seen, and what to do
     * @param cause why
     */
    public OrdercastException(String message, Throwable cause) {
        super(message, cause);
    }
}
