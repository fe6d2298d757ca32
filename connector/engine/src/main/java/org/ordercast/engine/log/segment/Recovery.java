package org.ordercast.engine.log.segment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.Damage;

/**
 * Finds out where a log ends, and in which state. Older segments are whole as far as the disk is, for each was forced
 * before the next was begun; only the newest may have a torn tail.
 *
 * <p>An invalid record with none behind it is a torn tail, and cut off. With some behind it, it is damage, and stays:
 * unless the machine may have gone down, and nothing says that these bytes were ever forced. Then they come back in any
 * mixture, and what stands behind the first that is missing was never safe. Each record says how far its segment was
 * forced when it was appended.
 */
final class Recovery {

    private final Disk disk;
    private final int indexInterval;
    private final boolean powerMayHaveFailed;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Damage> damage = new ArrayList<>();
    private final List<String> setAside = new ArrayList<>();
    private final RunningState state = new RunningState();
    private final Replay replay = new Replay(state, damage::add);
    private long truncated;

    Recovery(Disk disk, int indexInterval, boolean powerMayHaveFailed) {
        this.disk = disk;
        this.indexInterval = indexInterval;
        this.powerMayHaveFailed = powerMayHaveFailed;
    }

    /** Reads what must be read, and mends what was torn. */
    void run() throws IOException {
        List<String> files = disk.list();
        for (String name : files) {
            if (name.endsWith(SegmentNames.UNFINISHED)) {
                disk.delete(name);
            }
        }
        List<String> names = SegmentNames.segmentsIn(files);
        for (String name : names) {
            try (DiskFile file = disk.openReadOnly(name)) {
                segments.add(Segment.read(name, file, null));
            }
        }
        putAsideUnreadable();
        int from = newestCheckpoint();
        for (int i = from; i < segments.size() - 1; i++) {
            readOlder(segments.get(i), segments.get(i + 1));
        }
        if (!segments.isEmpty()) {
            readNewest(from == segments.size() - 1);
        }
        for (Segment segment : segments) {
            if (segment != newest()) {
                segment.finish();
            }
        }
    }

    List<Segment> segments() {
        return segments;
    }

    /** The segment to go on with; null if there is none. */
    @Nullable
    Segment newest() {
        return segments.isEmpty() ? null : segments.get(segments.size() - 1);
    }

    RunningState state() {
        return state;
    }

    /** What of the newest segment is damaged, or gone with its file. */
    List<Damage> damage() {
        return damage;
    }

    /** What was found, with all damage that is known. */
    RecoveryReport report(boolean complete, List<Damage> known) {
        return new RecoveryReport(complete && known.isEmpty(), truncated, known, setAside);
    }

    /**
     * Nothing can be read from a segment without a header: it is put away, for somebody to look at. What it held is then
     * missing behind the segment before it, where it can be put again.
     */
    private void putAsideUnreadable() throws IOException {
        for (Segment segment : List.copyOf(segments)) {
            if (!segment.isReadable()) {
                putAside(segment);
            }
        }
    }

    private void putAside(Segment segment) throws IOException {
        int next = segments.indexOf(segment) + 1;
        long first = segment.firstSequence();
        long last = next < segments.size() ? segments.get(next).firstSequence() - 1 : first - 1;
        String name = segment.name() + SegmentNames.UNREADABLE;
        disk.rename(segment.name(), name);
        disk.force();
        setAside.add(name);
        damage.add(new Damage(name, 0, segment.end(), first, last));
        segments.remove(segment);
    }

    /** The newest segment whose beginning is whole: all that is before it need not be read. */
    private int newestCheckpoint() throws IOException {
        for (int i = segments.size() - 1; i >= 0; i--) {
            Segment segment = segments.get(i);
            try (SegmentScan scan = scan(segment)) {
                if (scan.next(segment.end()) == SegmentScan.Step.RECORD
                        && scan.header().type == RecordType.CHECKPOINT) {
                    return i;
                }
            }
        }
        return 0;
    }

    private void readOlder(Segment segment, Segment next) throws IOException {
        try (SegmentScan scan = scan(segment)) {
            replay.takeAll(segment, scan, segment.end());
        }
        if (state.lastSequence() < next.firstSequence() - 1) {
            damage.add(
                    new Damage(segment.name(), segment.end(), 0, state.lastSequence() + 1, next.firstSequence() - 1));
            state.moveTo(state.epoch(), next.firstSequence() - 1, state.digest());
        }
    }

    private void readNewest(boolean beginsWhole) throws IOException {
        Segment found = segments.remove(segments.size() - 1);
        SegmentIndex index = new SegmentIndex(indexInterval);
        Segment newest = new Segment(found.name(), found.firstSequence(), found.header(), index, found.end());
        segments.add(newest);
        long end = newest.end();
        try (SegmentScan scan = scan(newest)) {
            boolean judged = false;
            SegmentScan.Step step = scan.next(end);
            while (step != SegmentScan.Step.END) {
                if (step == SegmentScan.Step.DAMAGE && !judged) {
                    judged = true;
                    end = wholeUpTo(newest, scan.offset(), end);
                    if (end <= scan.offset()) {
                        break;
                    }
                }
                if (step == SegmentScan.Step.RECORD) {
                    index.offer(scan.header().sequence, scan.offset());
                }
                replay.take(newest, scan, step, end);
                step = scan.next(end);
            }
        }
        // Behind half a header, nothing that is appended would be found again.
        if (end < SegmentHeader.LENGTH || (end == SegmentHeader.LENGTH && !beginsWhole)) {
            putAside(newest);
        } else {
            cut(newest, end);
        }
        // An index of this segment is from before a truncation: it is not finished.
        disk.delete(SegmentNames.index(newest.name()));
        disk.force();
    }

    private void cut(Segment newest, long end) throws IOException {
        try (DiskFile file = disk.open(newest.name())) {
            if (end < newest.end()) {
                truncated = newest.end() - end;
                file.truncate(end);
            }
            file.force();
        }
        newest.writtenTo(end);
        newest.forcedTo(end);
    }

    /** How much of the newest segment belongs to the log, where the first invalid record is at an offset. */
    private long wholeUpTo(Segment newest, long firstDamage, long size) throws IOException {
        long lastRecordEnd = firstDamage;
        long forced = 0;
        List<Long> damaged = new ArrayList<>();
        try (SegmentScan scan = new SegmentScan(
                disk.openReadOnly(newest.name()), newest.header().salt(), SegmentHeader.LENGTH)) {
            SegmentScan.Step step = scan.next(size);
            while (step != SegmentScan.Step.END) {
                if (step == SegmentScan.Step.RECORD) {
                    lastRecordEnd = scan.position();
                    forced = Math.max(forced, scan.header().forced);
                } else {
                    damaged.add(scan.offset());
                }
                step = scan.next(size);
            }
        }
        if (powerMayHaveFailed) {
            for (long offset : damaged) {
                if (offset >= forced && offset > SegmentHeader.LENGTH) {
                    return Math.min(offset, lastRecordEnd);
                }
            }
        }
        return lastRecordEnd;
    }

    private SegmentScan scan(Segment segment) throws IOException {
        return new SegmentScan(
                disk.openReadOnly(segment.name()), segment.header().salt(), SegmentHeader.LENGTH);
    }
}
