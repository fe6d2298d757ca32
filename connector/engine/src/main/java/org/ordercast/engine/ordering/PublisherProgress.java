package org.ordercast.engine.ordering;

import org.ordercast.engine.membership.MemberIdentity;

/** How far the order has come with one publisher's messages. */
final class PublisherProgress {

    final MemberIdentity identity;
    final Reassembly part = new Reassembly();

    /** The number of the last message that is ordered. */
    long published;

    /** The same, and how much of the next message has come, as a frame that is being checked would make them. */
    long checkedPublished;

    int checkedFilled;
    int checkedWhole;

    PublisherProgress(MemberIdentity identity, long published) {
        this.identity = identity;
        this.published = published;
    }

    void beginCheck() {
        checkedPublished = published;
        checkedFilled = part.filled();
        checkedWhole = part.whole();
    }
}
