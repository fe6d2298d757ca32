package org.ordercast.adapter.message;

/** The payload of an ordered message is not an envelope; the message says at which byte, and what was found there. */
public class MalformedEnvelopeException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was found, where, and what would be allowed
     */
    public MalformedEnvelopeException(String message) {
        super(message);
    }
}
