package org.ordercast.engine.log.segment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes back the end of a log, newest first, so that a crash half-way leaves a log that is only longer. */
final class Truncation {

    private final Disk disk;
    private final Segments segments;
    private final SegmentWriter writer;
    private final int indexInterval;

    Truncation(Disk disk, Segments segments, SegmentWriter writer, int indexInterval) {
        this.disk = disk;
        this.segments = segments;
        this.writer = writer;
        this.indexInterval = indexInterval;
    }

    void after(long sequence, Appender appender) throws IOException {
        RunningState before = appender.state();
        long committed = before.committed();
        if (sequence >= before.lastSequence() && segments.segments().isEmpty()) {
            return;
        }
        if (sequence < Math.min(committed, before.lastSequence())) {
            throw new IllegalArgumentException(
                    "the log is committed up to " + committed + "; it cannot be truncated after " + sequence);
        }
        Segment target = segmentOf(sequence);
        long cut = endOf(target, sequence);
        RunningState state = new RunningState();
        SegmentIndex index = new SegmentIndex(indexInterval);
        replay(target, cut, state, index);
        state.commit(committed);
        List<Segment> later = new ArrayList<>(segments.segments());
        later.subList(0, later.indexOf(target) + 1).clear();
        Segment shorter = new Segment(target.name(), target.firstSequence(), target.header(), index, cut);
        writer.change(() -> {
            for (int i = later.size() - 1; i >= 0; i--) {
                delete(later.get(i), state.lastSequence());
            }
            shorten(target, shorter, state.lastSequence());
            return shorter;
        });
        writer.movedBackTo(state.lastSequence());
        appender.goOnAt(shorter, state);
    }

    /** Takes back everything, so that the log can begin elsewhere. */
    void everything(Appender appender) throws IOException {
        List<Segment> all = segments.segments();
        writer.change(() -> {
            for (int i = all.size() - 1; i >= 0; i--) {
                delete(all.get(i), 0);
            }
            return null;
        });
        writer.movedBackTo(0);
        appender.goOnAt(null, new RunningState());
    }

    /** The segment that ends with the last message to be kept, or the oldest, if it may be left with none. */
    private Segment segmentOf(long sequence) throws IOException {
        List<Segment> held = segments.segments();
        for (int i = held.size() - 1; i >= 0; i--) {
            Segment segment = held.get(i);
            boolean begins = segment.isReadable() && segment.firstSequence() - 1 <= sequence;
            if (begins && (i == 0 || keepsMessages(segment, sequence))) {
                return segment;
            }
        }
        throw new IllegalArgumentException("the log holds no readable segment with sequence " + sequence
                + ", the oldest of its " + held.size() + " begins with " + oldestOf(held));
    }

    private static String oldestOf(List<Segment> held) {
        return held.isEmpty() ? "nothing" : Long.toString(held.get(0).firstSequence());
    }

    private boolean keepsMessages(Segment segment, long sequence) throws IOException {
        try (SegmentScan scan = scan(segment)) {
            SegmentScan.Step step = scan.next(segment.end());
            while (step != SegmentScan.Step.END) {
                boolean known = step == SegmentScan.Step.RECORD || scan.isHeaderWhole();
                if (known && scan.header().span > 0) {
                    return scan.header().lastSequence() <= sequence;
                }
                step = scan.next(segment.end());
            }
        }
        return false;
    }

    /** Brings the state and the index to where a segment is cut off. */
    private void replay(Segment target, long cut, RunningState state, SegmentIndex index) throws IOException {
        Replay replay = new Replay(state, damage -> {});
        try (SegmentScan scan = scan(target)) {
            SegmentScan.Step step = scan.next(cut);
            while (step != SegmentScan.Step.END) {
                if (step == SegmentScan.Step.RECORD) {
                    index.offer(scan.header().sequence, scan.offset());
                }
                replay.take(target, scan, step, cut);
                step = scan.next(cut);
            }
        }
    }

    /** The end of the last record with messages that all stay; else of the checkpoint. */
    private long endOf(Segment target, long sequence) throws IOException {
        long cut = -1;
        try (SegmentScan scan = scan(target)) {
            SegmentScan.Step step = scan.next(target.end());
            while (step != SegmentScan.Step.END) {
                RecordHeader header = scan.header();
                boolean known = step == SegmentScan.Step.RECORD || scan.isHeaderWhole();
                if (known && header.lastSequence() > sequence) {
                    break;
                }
                if (cut < 0 || (known && header.span > 0)) {
                    cut = scan.position();
                }
                step = scan.next(target.end());
            }
        }
        return cut;
    }

    private void delete(Segment segment, long kept) throws IOException {
        segment.retireTruncated(kept);
        segments.remove(segment);
        synchronized (segment) { // no reader mends the index meanwhile
            disk.delete(SegmentNames.index(segment.name()));
            disk.delete(segment.name());
        }
        disk.force();
    }

    private void shorten(Segment target, Segment shorter, long kept) throws IOException {
        target.retireTruncated(kept);
        synchronized (target) {
            disk.delete(SegmentNames.index(target.name()));
        }
        try (DiskFile file = disk.open(target.name())) {
            file.truncate(shorter.end());
            file.force();
        }
        disk.force();
        shorter.forcedTo(shorter.end());
        segments.replace(target, shorter);
    }

    private SegmentScan scan(Segment segment) throws IOException {
        return new SegmentScan(
                disk.openReadOnly(segment.name()), segment.header().salt(), SegmentHeader.LENGTH);
    }
}
