package org.ordercast.engine.log.disk;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** How far the records of a log have come on their way to being durable. The member's thread's own. */
final class Progress {

    /** After so many records, so much may be seen. */
    private record Mark(long records, Visible visible) {}

    private final boolean everythingIsForced;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private final Deque<Long> toBeForced = new ArrayDeque<>();
    private long appended;
    private long written;
    private Visible last;

    /** Begins where the log ends; records are durable when they are forced, or all but some when they are written. */
    Progress(Visible end, boolean everythingIsForced) {
        this.last = end;
        this.everythingIsForced = everythingIsForced;
    }

    /** The log begins anew. */
    void restart() {
        last = new Visible(0, 0, 0);
    }

    /** Messages were appended, up to a sequence. */
    void appendedMessages(long sequence) {
        appended++;
        last = new Visible(sequence, last.view(), last.epoch());
    }

    /** A record was appended that is not durable before it is forced, however little is asked. */
    void appendedOther(Visible after) {
        appended++;
        last = after;
        toBeForced.addLast(appended);
    }

    /** Everything that was appended is written. */
    void wrote() {
        written = appended;
        marks.addLast(new Mark(written, last));
    }

    /** What may be seen once all that was appended is durable. */
    Visible last() {
        return last;
    }

    long appended() {
        return appended;
    }

    long written() {
        return written;
    }

    /** Whether something waits to be forced. */
    boolean waitsForForce() {
        return everythingIsForced || !toBeForced.isEmpty();
    }

    /** How many records are durable, where so many are forced. */
    long durable(long forced) {
        while (!toBeForced.isEmpty() && toBeForced.getFirst() <= forced) {
            toBeForced.removeFirst();
        }
        if (everythingIsForced) {
            return forced;
        }
        return toBeForced.isEmpty() ? written : Math.min(written, toBeForced.getFirst() - 1);
    }

    /** What may be seen now that so many records are durable; null if it is no more than before. */
    @Nullable
    Visible shown(long durable) {
        Visible shown = null;
        for (Mark first = marks.peekFirst(); first != null && first.records <= durable; first = marks.peekFirst()) {
            shown = first.visible;
            marks.removeFirst();
        }
        return shown;
    }
}
