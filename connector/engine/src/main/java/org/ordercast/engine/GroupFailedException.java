package org.ordercast.engine;

/** The member stopped because safety could not be had; the message says why. */
public class GroupFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened, to which group and member, with the values seen, and what to do
     */
    public GroupFailedException(String message) {
        super(message);
    }
}
