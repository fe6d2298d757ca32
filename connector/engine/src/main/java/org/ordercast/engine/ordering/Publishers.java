package org.ordercast.engine.ordering;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.membership.View;

/** The publishers of the view in effect, and how far the order has come with the messages of each. */
final class Publishers {

    private List<PublisherProgress> all = List.of();

    /** Forgets all, with what was ordered in part. */
    void clear() {
        all = List.of();
    }

    /** Goes on with those of a view: who stays, goes on from where it is; who is new, from where the view says. */
    void enter(View view) {
        List<PublisherProgress> next = new ArrayList<>(view.members().size());
        for (View.Participant member : view.members()) {
            PublisherProgress known = find(member.identity().incarnation());
            next.add(known != null ? known : new PublisherProgress(member.identity(), member.published()));
        }
        all = next;
    }

    /** Lets the check of a frame begin from where each has come to. */
    void beginCheck() {
        all.forEach(PublisherProgress::beginCheck);
    }

    /** The publisher of that incarnation, null if it is not in the view. */
    @Nullable
    PublisherProgress find(long incarnation) {
        for (PublisherProgress publisher : all) {
            if (publisher.identity.incarnation() == incarnation) {
                return publisher;
            }
        }
        return null;
    }

    /** The publisher of that incarnation, whose message was checked. */
    PublisherProgress get(long incarnation) {
        PublisherProgress publisher = find(incarnation);
        if (publisher == null) {
            throw new IllegalStateException("publisher " + Long.toHexString(incarnation) + " was not checked");
        }
        return publisher;
    }
}
