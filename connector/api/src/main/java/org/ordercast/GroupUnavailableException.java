package org.ordercast;

/** The group is stopped, has failed, or was left. Nothing was sent. */
public class GroupUnavailableException extends OrdercastException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened, to which group, with the values seen, and what to do
     */
    public GroupUnavailableException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened, to which group, with the values seen, and what to do
     * @param cause why
     */
    public GroupUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
