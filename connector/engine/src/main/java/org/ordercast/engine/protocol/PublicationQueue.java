package org.ordercast.engine.protocol;

import org.jspecify.annotations.Nullable;

/** The messages that wait to be published, oldest first. Polled on the protocol's thread; it never waits. */
public interface PublicationQueue {

    /**
     * Looks at the oldest waiting message.
     *
     * @return the message, or null when none waits
     */
    @Nullable
    Publication peek();

    /**
     * Takes the oldest waiting message: from now on it is on its way.
     *
     * @return the message, or null when none waits
     */
    @Nullable
    Publication poll();
}
