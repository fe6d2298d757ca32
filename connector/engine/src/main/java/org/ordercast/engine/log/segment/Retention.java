package org.ordercast.engine.log.segment;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Deletes the oldest segments once there are too many bytes, or they are too old. The segment being written stays. */
final class Retention {

    private final Disk disk;
    private final Segments segments;
    private final LogSettings settings;
    private final InstantSource clock;

    Retention(Disk disk, Segments segments, LogSettings settings, InstantSource clock) {
        this.disk = disk;
        this.segments = segments;
        this.settings = settings;
        this.clock = clock;
    }

    List<Dropped> drop(long needed) throws IOException {
        List<Dropped> dropped = new ArrayList<>();
        List<Segment> held = segments.segments();
        while (held.size() > 1 && mayGoBefore(held.get(1), needed)) {
            dropped.add(delete(held.get(0), held.get(1)));
            held = segments.segments();
        }
        return dropped;
    }

    /** Whether the segment before this one may be dropped. */
    private boolean mayGoBefore(Segment next, long needed) {
        if (needed < next.firstSequence()) {
            return false;
        }
        // A segment's newest record is older than the next segment.
        boolean tooOld = next.isReadable()
                && clock.millis() - next.header().createdMillis()
                        > settings.keepFor().toMillis();
        return tooOld || segments.bytes() > settings.keepBytes();
    }

    private Dropped delete(Segment oldest, Segment next) throws IOException {
        oldest.retire();
        segments.remove(oldest);
        synchronized (oldest) { // no reader mends the index meanwhile
            disk.delete(SegmentNames.index(oldest.name()));
            disk.delete(oldest.name());
        }
        // One after the other, or a power failure could bring back an older one without this one.
        disk.force();
        return new Dropped(oldest.name(), oldest.firstSequence(), next.firstSequence() - 1, oldest.end());
    }
}
