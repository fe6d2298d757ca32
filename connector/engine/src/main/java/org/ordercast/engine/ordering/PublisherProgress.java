package org.ordercast.engine.ordering;

import org.ordercast.engine.membership.MemberIdentity;

/** How far the order has come with one publisher's messages. */
final class PublisherProgress {

    final MemberIdentity identity;
    final Reassembly part = new Reassembly();

    /** The number of the last message that is ordered. */
    long published;

    /** Where a frame that is being checked would lead. */
    final MessageProgress checked;

    PublisherProgress(MemberIdentity identity, long published) {
        this.identity = identity;
        this.published = published;
        this.checked = new MessageProgress(published);
    }

    void beginCheck() {
        checked.goTo(published, part.filled(), part.whole());
    }
}
