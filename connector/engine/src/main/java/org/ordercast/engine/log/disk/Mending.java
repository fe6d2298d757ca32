package org.ordercast.engine.log.disk;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.segment.SegmentRepair;
import org.ordercast.engine.log.segment.SegmentedLog;

/**
 * What whoever repairs a log asks of the member's thread, which alone changes it: one thing at a time. Safe for use by
 * several threads.
 */
final class Mending {

    private final Runnable wakeUp;
    private final AtomicReference<@Nullable Request> request = new AtomicReference<>();

    /** Asks for a repaired segment to be taken in, or without one, for the next segment to be begun. */
    private record Request(@Nullable SegmentRepair repair, CompletableFuture<Boolean> done) {}

    /** Somebody wakes the member's thread. */
    Mending(Runnable wakeUp) {
        this.wakeUp = wakeUp;
    }

    /** Has the next segment begun; completes with false if the present one holds no message yet. */
    CompletableFuture<Boolean> roll() {
        return ask(null);
    }

    /** Has the copy of a segment take over; completes with false if the segment has gone. */
    CompletableFuture<Boolean> complete(SegmentRepair repair) {
        return ask(repair);
    }

    private CompletableFuture<Boolean> ask(@Nullable SegmentRepair repair) {
        Request asked = new Request(repair, new CompletableFuture<>());
        request.set(asked);
        wakeUp.run();
        return asked.done;
    }

    /** Does what is asked, and says whether that has changed the log. On the member's thread. */
    boolean perform(SegmentedLog log) {
        Request asked = request.get() == null ? null : request.getAndSet(null);
        if (asked == null) {
            return false;
        }
        try {
            boolean done = asked.repair == null ? log.roll() : log.complete(asked.repair);
            asked.done.complete(done);
            return done;
        } catch (IOException | RuntimeException e) {
            asked.done.completeExceptionally(e);
            return false;
        }
    }
}
