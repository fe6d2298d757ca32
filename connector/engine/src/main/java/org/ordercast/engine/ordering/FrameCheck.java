package org.ordercast.engine.ordering;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.EntryKind;
import org.ordercast.engine.frame.ViewCodec;
import org.ordercast.engine.membership.View;

/**
 * Whether a frame of the order stream goes on from where the order stands, and where it would lead. Nothing of the order
 * moves by it: a frame that is wrong in its last entry is refused whole.
 */
final class FrameCheck {

    private final OrderListener listener;
    private final Publishers publishers;
    private final Reassembly viewPart;
    private final OrderEntries entries = new OrderEntries();

    private View before = View.NONE;
    private View view = View.NONE;
    private long digest;

    /**
     * Checks for one order.
     *
     * @param listener knows which messages can be ordered
     * @param publishers those of the view in effect
     * @param viewPart what has come of the next view
     */
    FrameCheck(OrderListener listener, Publishers publishers, Reassembly viewPart) {
        this.listener = listener;
        this.publishers = publishers;
        this.viewPart = viewPart;
    }

    /** The digest that the frame last checked leads to. */
    long digest() {
        return digest;
    }

    /** The view that the frame last checked ends, if it ends one. */
    View view() {
        return view;
    }

    /**
     * Checks a frame, well formed.
     *
     * @param frame the frame
     * @param published holds all that it refers to
     * @param viewBefore the view in effect
     * @param digestBefore the digest of the order
     * @return null if it goes on from there, else what is wrong with it
     */
    @Nullable
    String check(ByteBuffer frame, PublishedFrames published, View viewBefore, long digestBefore) {
        before = viewBefore;
        digest = digestBefore;
        publishers.beginCheck();
        entries.wrap(frame, published);
        while (entries.next()) {
            Entry entry = entries.entry();
            String wrong = entry.kind() == EntryKind.VIEW ? checkView(entry) : checkMessages(entry);
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    private @Nullable String checkView(Entry entry) {
        if (entry.publisherSequence() != before.number() + 1) {
            return "view " + entry.publisherSequence() + " follows view " + before.number();
        }
        if (entry.partOffset() != viewPart.filled()
                || (viewPart.filled() > 0 && entry.wholeLength() != viewPart.whole())) {
            return "a part of view " + entry.publisherSequence() + " at " + entry.partOffset() + " of "
                    + entry.wholeLength() + " follows " + viewPart.filled() + " of " + viewPart.whole();
        }
        if (entry.end() != entry.frame().limit()) {
            return "view " + entry.publisherSequence() + " does not end its frame";
        }
        return entry.isLastPart() ? checkWholeView(entry) : null;
    }

    private @Nullable String checkWholeView(Entry entry) {
        View next = ViewCodec.decode(
                entry.publisherSequence(), viewPart.wholeWith(entry.frame(), entry.partStart(), entry.partLength()));
        if (next == null) {
            return "view " + entry.publisherSequence() + " cannot be read";
        }
        for (View.Participant member : next.members()) {
            long incarnation = member.identity().incarnation();
            if (publishers.find(incarnation) == null && !listener.canBeOrdered(incarnation, member.published())) {
                return "view " + next.number() + " has " + member.published() + " messages of this member";
            }
        }
        view = next;
        digest = OrderDigest.after(entry, digest);
        return null;
    }

    private @Nullable String checkMessages(Entry entry) {
        PublisherProgress publisher = publishers.find(entry.publisher());
        if (publisher == null) {
            return "publisher " + Long.toHexString(entry.publisher()) + " is not in view " + before.number();
        }
        if (!entries.isInPlace()) {
            return "another publisher's frame holds message " + entry.publisherSequence() + " of "
                    + publisher.identity.id();
        }
        String wrong = publisher.checked.take(entry, publisher.identity.id());
        long last = entry.publisherSequence() + entry.count() - 1;
        if (wrong == null && !listener.canBeOrdered(entry.publisher(), last)) {
            wrong = "message " + last + " of " + publisher.identity.id() + " was not sent";
        }
        if (wrong == null) {
            digest = OrderDigest.after(entry, digest);
        }
        return wrong;
    }
}
