package org.ordercast.engine.driver;

import org.jspecify.annotations.Nullable;

/**
 * The messages that the protocol has taken and not completed, oldest first. Kept beside the protocol's own account, so
 * that no publisher waits for ever even if the protocol itself breaks. Linked through the messages: adding and removing
 * allocate nothing. For the member's thread.
 */
final class OnTheWay {

    private @Nullable PendingPublication oldest;
    private @Nullable PendingPublication newest;

    @Nullable
    PendingPublication oldest() {
        return oldest;
    }

    void add(PendingPublication publication) {
        publication.before = newest;
        if (newest == null) {
            oldest = publication;
        } else {
            newest.after = publication;
        }
        newest = publication;
    }

    /** Removes a message; one that is not here changes nothing. */
    void remove(PendingPublication publication) {
        PendingPublication before = publication.before;
        PendingPublication after = publication.after;
        if (before != null) {
            before.after = after;
        } else if (oldest == publication) {
            oldest = after;
        }
        if (after != null) {
            after.before = before;
        } else if (newest == publication) {
            newest = before;
        }
        publication.before = null;
        publication.after = null;
    }
}
