package org.ordercast.engine.log.segment;

import java.io.IOException;
import java.util.List;

/** Takes back a log, newest segment first, so that a crash half-way leaves a log that is only longer. */
final class Truncation {

    private final Disk disk;
    private final Segments segments;
    private final SegmentWriter writer;

    Truncation(Disk disk, Segments segments, SegmentWriter writer) {
        this.disk = disk;
        this.segments = segments;
        this.writer = writer;
    }

    /** Takes back everything, so that the log can begin elsewhere. */
    void everything(Appender appender) throws IOException {
        List<Segment> all = segments.segments();
        writer.change(() -> {
            for (int i = all.size() - 1; i >= 0; i--) {
                delete(all.get(i));
            }
            return null;
        });
        writer.movedBack();
        appender.goOnAt(null, new RunningState());
    }

    private void delete(Segment segment) throws IOException {
        segment.retireTruncated();
        segments.remove(segment);
        synchronized (segment) { // no reader mends the index meanwhile
            disk.delete(SegmentNames.index(segment.name()));
            disk.delete(segment.name());
        }
        disk.force();
    }
}
