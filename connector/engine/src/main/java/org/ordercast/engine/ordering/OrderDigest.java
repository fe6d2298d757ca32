package org.ordercast.engine.ordering;

import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.EntryKind;

/**
 * The running digest of an order: members that ever disagree about which message comes where differ in it from there
 * on. Each step mixes in one message's identity and length with the finaliser of SplitMix64 (Steele, Lea and Flood,
 * 2014; constants of Stafford's variant 13). It guards against faults, not against an enemy.
 */
final class OrderDigest {

    private OrderDigest() {}

    /**
     * Goes one message, or one view, further.
     *
     * @param digest the digest before
     * @param publisher the publisher's incarnation; 0 for a view
     * @param publisherSequence the message's number, or the view's
     * @param length the payload's length
     * @return the digest after
     */
    static long next(long digest, long publisher, long publisherSequence, int length) {
        long z = digest * 31 + publisher + publisherSequence * 0x9e3779b97f4a7c15L + length;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** Goes as far as an entry does: to the end of its messages, or of the message or view that it is the last part of. */
    static long after(Entry entry, long digest) {
        long number = entry.publisherSequence();
        if (entry.kind() != EntryKind.BATCH) {
            long publisher = entry.kind() == EntryKind.VIEW ? 0 : entry.publisher();
            return entry.isLastPart() ? next(digest, publisher, number, entry.wholeLength()) : digest;
        }
        long after = digest;
        int at = entry.contentStart();
        for (int i = 0; i < entry.count(); i++) {
            int length = entry.frame().getInt(at);
            after = next(after, entry.publisher(), number + i, length);
            at += Entry.MESSAGE_PREFIX + length;
        }
        return after;
    }
}
