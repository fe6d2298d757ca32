package org.ordercast.engine.log.segment;

import java.io.IOException;
import java.util.Optional;

/** How damaged segments of a log that is in use are repaired: copied beside it, and the copy put in their place. */
public final class Repairs {

    private final Disk disk;
    private final Segments segments;
    private final SegmentWriter writer;
    private final Appender appender;
    private final int indexInterval;
    private final Runnable requireOpen;

    Repairs(
            Disk disk,
            Segments segments,
            SegmentWriter writer,
            Appender appender,
            int indexInterval,
            Runnable requireOpen) {
        this.disk = disk;
        this.segments = segments;
        this.writer = writer;
        this.appender = appender;
        this.indexInterval = indexInterval;
        this.requireOpen = requireOpen;
    }

    /**
     * Begins to repair a segment. From any thread.
     *
     * @param segment the segment's file
     * @return the repair; empty if there is no such segment, or nothing can be read from it
     */
    public Optional<SegmentRepair> begin(String segment) {
        return segments.segments().stream()
                .filter(held -> held.name().equals(segment) && held.isReadable())
                .findFirst()
                .map(held -> new SegmentRepair(disk, segments, held, indexInterval));
    }

    /**
     * Lets the copy of a segment take that segment's place. What was lost may be what later checkpoints should have known:
     * follow it with one. On the writer's thread.
     *
     * @param repair a repair that has made its copy
     * @return false if the segment has gone meanwhile
     * @throws IOException if the disk fails
     */
    public boolean complete(SegmentRepair repair) throws IOException {
        requireOpen.run();
        return repair.takeOver(writer, appender);
    }

    /**
     * Begins the next segment behind the last record, so that the present one can be repaired while others are appended.
     * On the writer's thread.
     *
     * @return false if the present one holds no message yet
     */
    public boolean roll() {
        requireOpen.run();
        return appender.roll();
    }

    /**
     * Takes note that what was found damaged when the log was opened is repaired, and known to the state.
     *
     * @throws IOException if the disk fails
     */
    public void allDone() throws IOException {
        Marker.DAMAGED.clear(disk);
    }
}
