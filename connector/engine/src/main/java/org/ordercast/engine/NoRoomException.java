package org.ordercast.engine;

/** There was no room to publish in time: the group takes messages more slowly than they come. Nothing was sent. */
public class NoRoomException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened, to which group and member, with the values seen, and what to do
     */
    public NoRoomException(String message) {
        super(message);
    }
}
