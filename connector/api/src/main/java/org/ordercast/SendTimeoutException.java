package org.ordercast;

/** The group had no room for a message within the send timeout. Nothing was sent. */
public class SendTimeoutException extends OrdercastException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened, to which group, with the values seen, and what to do
     */
    public SendTimeoutException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened, to which group, with the values seen, and what to do
     * @param cause why
     */
    public SendTimeoutException(String message, Throwable cause) {
        super(message, cause);
    }
}
