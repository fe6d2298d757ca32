package org.ordercast;

/** A message was sent, but not acknowledged in time: it is ordered at most once, now, later or never. */
public class OutcomeUnknownException extends OrdercastException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened, to which group, with the values seen, and what to do
     */
    public OutcomeUnknownException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened, to which group, with the values seen, and what to do
     * @param cause why
     */
    public OutcomeUnknownException(String message, Throwable cause) {
        super(message, cause);
    }
}
