package org.ordercast;

/** A message is larger than the group allows. Nothing was sent. */
public class MessageTooLargeException extends OrdercastException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened, to which group, with the values seen, and what to do
     */
    public MessageTooLargeException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened, to which group, with the values seen, and what to do
     * @param cause why
     */
    public MessageTooLargeException(String message, Throwable cause) {
        super(message, cause);
    }
}
