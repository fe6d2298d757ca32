package org.ordercast.engine.member;

import org.ordercast.engine.Counter;
import org.ordercast.engine.protocol.MemberContext;

/**
 * Watches for a second sequencer of the group. A single datagram proves nothing, for it may come late from one that is
 * gone; several, close together, do.
 */
final class Rivals {

    private static final int SIGNS = 5;
    private static final long MAX_INTERVAL = 300_000_000;

    private final MemberContext context;
    private long heardAt;
    private int signs;

    Rivals(MemberContext context) {
        this.context = context;
    }

    /** Takes a sign of another sequencer; true when it is the one that proves it. */
    boolean isProved(long now) {
        context.counters().increment(Counter.DROPPED_OLD_EPOCH);
        signs = now - heardAt < MAX_INTERVAL ? signs + 1 : 1;
        heardAt = now;
        return signs == SIGNS;
    }

    /** Tells the operator of a group that has two orders. */
    void report(long source, long epoch) {
        context.events()
                .warning("another sequencer (incarnation " + Long.toHexString(source) + ") orders group '"
                        + context.settings().group() + "' in epoch " + epoch
                        + ": the group was split when it started; stop one part of it");
    }
}
