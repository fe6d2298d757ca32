package org.ordercast.engine.log.segment;

/** A log cannot be opened, for somebody has it open: another process, or this one. */
public final class LogInUseException extends LogUnavailableException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message who has it, and what to do
     */
    public LogInUseException(String message) {
        super(message);
    }
}
