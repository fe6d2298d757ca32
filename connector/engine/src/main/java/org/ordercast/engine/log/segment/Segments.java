package org.ordercast.engine.log.segment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The segments of a log that this process writes. Changed by the writer, seen by any thread. */
final class Segments implements SegmentSource {

    private final Disk disk;
    private final int indexInterval;
    private volatile List<Segment> held; // replaced, never changed
    private volatile long lastWritten;

    Segments(Disk disk, int indexInterval, List<Segment> held, long lastWritten) {
        this.disk = disk;
        this.indexInterval = indexInterval;
        this.held = List.copyOf(held);
        this.lastWritten = lastWritten;
    }

    @Override
    public List<Segment> segments() {
        return held;
    }

    @Override
    public DiskFile open(Segment segment) throws IOException {
        return disk.openReadOnly(segment.name());
    }

    @Override
    public boolean isFinished(Segment segment) {
        return segment.isFinished();
    }

    @Override
    public long end(Segment segment, DiskFile file) {
        return segment.end();
    }

    @Override
    public boolean isExact() {
        return true;
    }

    @Override
    public SegmentIndex index(Segment segment) throws IOException {
        SegmentIndex growing = segment.index();
        return growing != null ? growing : IndexFile.readOrRebuild(disk, segment, indexInterval);
    }

    @Override
    public long lastSequence() {
        return lastWritten;
    }

    void wroteUpTo(long sequence) {
        lastWritten = sequence;
    }

    void add(Segment segment) {
        List<Segment> more = new ArrayList<>(held);
        more.add(segment);
        held = List.copyOf(more);
    }

    void remove(Segment segment) {
        held = held.stream().filter(other -> other != segment).toList();
    }

    void replace(Segment old, Segment by) {
        held = held.stream().map(other -> other == old ? by : other).toList();
    }

    long bytes() {
        long sum = 0;
        for (Segment segment : held) {
            sum += segment.end();
        }
        return sum;
    }
}
