package org.ordercast.benchmarks.messages;

import java.nio.ByteBuffer;

/** Takes the messages that one member receives, in the group's order. Called by one thread after another, never by two at once. */
@FunctionalInterface
public interface MessageReceiver {

    /**
     * Takes the next message. What it throws fails the run.
     *
     * @param message the message, from the buffer's position to its limit; only valid during the call
     */
    void onMessage(ByteBuffer message);
}
