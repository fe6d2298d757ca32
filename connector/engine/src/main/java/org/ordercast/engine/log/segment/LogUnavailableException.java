package org.ordercast.engine.log.segment;

import java.io.IOException;

/** A log cannot be opened, or not be relied upon any more. The message is one sentence that says why, and what to do. */
public class LogUnavailableException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what stands in the way
     */
    public LogUnavailableException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message what stands in the way
     * @param cause what the system said
     */
    public LogUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
