package org.ordercast.engine.ordering;

import org.jspecify.annotations.Nullable;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.EntryKind;

/** How far one publisher's messages have come: what may follow is the next whole message, or the next part of one. */
final class MessageProgress {

    private long published;
    private int filled;
    private int whole;

    /** Begins behind a message. */
    MessageProgress(long published) {
        this.published = published;
    }

    /** Goes to where another one stands. */
    void goTo(MessageProgress other) {
        goTo(other.published, other.filled, other.whole);
    }

    /** Goes behind a message, and behind so many bytes of the next, whose whole length is known then. */
    void goTo(long lastPublished, int partFilled, int partWhole) {
        published = lastPublished;
        filled = partFilled;
        whole = partWhole;
    }

    /** The number of the last message that has come whole. */
    long published() {
        return published;
    }

    /** Whether the next message has come in part. */
    boolean isInParts() {
        return filled > 0;
    }

    /**
     * Takes in an entry that goes on from here.
     *
     * @param entry a batch or a fragment
     * @param publisher whose entry it is, for the answer
     * @return null if it goes on from here, else what is wrong with it, and nothing has changed
     */
    @Nullable
    String take(Entry entry, String publisher) {
        if (entry.publisherSequence() != published + 1) {
            return "message " + entry.publisherSequence() + " of " + publisher + " follows message " + published;
        }
        return entry.kind() == EntryKind.BATCH ? takeBatch(entry, publisher) : takePart(entry, publisher);
    }

    private @Nullable String takeBatch(Entry entry, String publisher) {
        if (filled > 0) {
            return "message " + entry.publisherSequence() + " of " + publisher + " is whole and in parts";
        }
        published += entry.count();
        return null;
    }

    private @Nullable String takePart(Entry entry, String publisher) {
        if (entry.partOffset() != filled || (filled > 0 && entry.wholeLength() != whole)) {
            return "a part of message " + entry.publisherSequence() + " of " + publisher + " at " + entry.partOffset()
                    + " of " + entry.wholeLength() + " follows " + filled + " of " + whole;
        }
        if (entry.isLastPart()) {
            goTo(published + 1, 0, 0);
        } else {
            goTo(published, filled + entry.partLength(), entry.wholeLength());
        }
        return null;
    }
}
