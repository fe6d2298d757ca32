package org.ordercast.engine.log.disk;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.segment.Repairs;
import org.ordercast.engine.log.segment.SegmentRepair;

/**
 * How a log is repaired while it is in use, by one thread beside the member's: that one reads and copies; what changes the
 * log it asks of the member's thread, one thing at a time. Safe for use by several threads.
 */
public final class Mending {

    private final Repairs repairs;
    private final DamagedPlaces places;
    private final Runnable wakeUp;
    private final AtomicReference<@Nullable Request> request = new AtomicReference<>();

    /** Asks for a repaired segment to be taken in, or without one, for the next segment to be begun. */
    private record Request(@Nullable SegmentRepair repair, CompletableFuture<Boolean> done) {}

    /** Somebody wakes the member's thread. */
    Mending(Repairs repairs, DamagedPlaces places, Runnable wakeUp) {
        this.repairs = repairs;
        this.places = places;
        this.wakeUp = wakeUp;
    }

    /**
     * What is damaged.
     *
     * @return the places, which change
     */
    public DamagedPlaces damage() {
        return places;
    }

    /**
     * Begins to repair a segment.
     *
     * @param segment the segment's file
     * @return the repair; empty if there is no such segment, or nothing can be read from it
     */
    public Optional<SegmentRepair> repairOf(String segment) {
        return repairs.begin(segment);
    }

    /**
     * Has the member's thread begin the next segment, so that the present one can be repaired.
     *
     * @return completes with false if the present one holds no message yet
     */
    public CompletableFuture<Boolean> roll() {
        return ask(null);
    }

    /**
     * Has the member's thread let the copy of a damaged segment take that segment's place.
     *
     * @param repair the repair, which has made its copy
     * @return completes with whether it did; false if the segment has gone meanwhile
     */
    public CompletableFuture<Boolean> complete(SegmentRepair repair) {
        return ask(repair);
    }

    private CompletableFuture<Boolean> ask(@Nullable SegmentRepair repair) {
        Request asked = new Request(repair, new CompletableFuture<>());
        request.set(asked);
        wakeUp.run();
        return asked.done;
    }

    /** Does what is asked, and says whether that has changed the log. On the member's thread. */
    boolean perform() {
        Request asked = request.get() == null ? null : request.getAndSet(null);
        if (asked == null) {
            return false;
        }
        try {
            boolean done = asked.repair == null ? repairs.roll() : repairs.complete(asked.repair);
            asked.done.complete(done);
            return done;
        } catch (IOException | RuntimeException e) {
            asked.done.completeExceptionally(e);
            return false;
        }
    }
}
