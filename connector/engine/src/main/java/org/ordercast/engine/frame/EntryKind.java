package org.ordercast.engine.frame;

/** What an entry of a frame holds. The codes are part of the wire format. */
public final class EntryKind {

    /** Adjacent whole messages of one publisher. */
    public static final byte BATCH = 1;

    /** A part of one message that is too large for a frame. */
    public static final byte FRAGMENT = 2;

    /** A part of a view of the group; only in the order stream, and the last part ends its frame. */
    public static final byte VIEW = 3;

    /** A frame that its publisher has multicast, whose entries stand here in the order; only in the order stream. */
    public static final byte REFERENCE = 4;

    private EntryKind() {}
}
