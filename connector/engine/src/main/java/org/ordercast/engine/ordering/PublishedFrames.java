package org.ordercast.engine.ordering;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.frame.Entry;

/** Frames that their publishers have multicast, for when the order refers to them. */
interface PublishedFrames {

    /** For an order that refers to nothing. */
    PublishedFrames NONE = reference -> null;

    /**
     * Finds what a reference refers to.
     *
     * @param reference an entry of that kind
     * @return the frame of the publish stream, or null if it is not here
     */
    @Nullable
    ByteBuffer find(Entry reference);
}
