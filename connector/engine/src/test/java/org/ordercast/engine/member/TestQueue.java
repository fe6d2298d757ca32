package org.ordercast.engine.member;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.protocol.Publication;
import org.ordercast.engine.protocol.PublicationQueue;

/** The messages that a test lets wait to be published. */
public final class TestQueue implements PublicationQueue {

    private final Deque<Publication> waiting = new ArrayDeque<>();

    /** Creates an empty queue. */
    public TestQueue() {}

    /**
     * Lets a message wait.
     *
     * @param message the message
     */
    public void add(Publication message) {
        waiting.add(message);
    }

    @Override
    public @Nullable Publication peek() {
        return waiting.peek();
    }

    @Override
    public @Nullable Publication poll() {
        return waiting.poll();
    }
}
