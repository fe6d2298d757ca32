package org.ordercast.engine.ordering;

import java.nio.ByteBuffer;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.EntryKind;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.frame.PublishFrame;

/** Reads the entries of a frame of the order stream, those of a frame that it refers to in place of the reference. */
final class OrderEntries {

    private final Entry own = new Entry();
    private final Entry referenced = new Entry();
    private PublishedFrames published = PublishedFrames.NONE;
    private boolean inReference;

    /** Goes to before the first entry. What the frame refers to is all here. */
    void wrap(ByteBuffer frame, PublishedFrames frames) {
        own.wrap(frame, OrderFrame.ENTRIES);
        published = frames;
        inReference = false;
    }

    /** Goes to the next entry; false if there is none. */
    boolean next() {
        if (inReference && referenced.next()) {
            return true;
        }
        inReference = false;
        if (!own.next()) {
            return false;
        }
        return own.kind() != EntryKind.REFERENCE || enterReference();
    }

    private boolean enterReference() {
        ByteBuffer frame = published.find(own);
        if (frame == null) {
            throw new IllegalStateException("the frame is not here of " + StreamFrame.referredToBy(own));
        }
        referenced.wrap(frame, PublishFrame.ENTRIES);
        inReference = true;
        return referenced.next();
    }

    /** The entry. */
    Entry entry() {
        return inReference ? referenced : own;
    }

    /** Whether the entry may stand where it does: a publisher's frame holds that publisher's messages only. */
    boolean isInPlace() {
        return !inReference || referenced.publisher() == own.publisher();
    }
}
