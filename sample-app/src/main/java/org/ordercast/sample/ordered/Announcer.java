package org.ordercast.sample.ordered;

import org.ordercast.sample.wire.Content;

/** Publishes what replicas tell one another in the order itself. */
@FunctionalInterface
public interface Announcer {

    /**
     * Publishes, or fails quietly: who waits for it in vain asks again.
     *
     * @param content what to publish
     */
    void announce(Content content);
}
