package org.ordercast.engine.log.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.OrderedBatch;

/** Writes a damaged segment anew, with what was lost in its place, into a file that takes over its name when it is whole. */
final class Repair {

    private final Disk disk;
    private final Segments segments;
    private final SegmentWriter writer;
    private final int indexInterval;

    Repair(Disk disk, Segments segments, SegmentWriter writer, int indexInterval) {
        this.disk = disk;
        this.segments = segments;
        this.writer = writer;
        this.indexInterval = indexInterval;
    }

    void run(Damage damage, Iterable<? extends LogRecord> records, Appender appender) throws IOException {
        Segment damaged = find(damage);
        String unfinished = damaged.name() + SegmentNames.UNFINISHED;
        SegmentIndex index = new SegmentIndex(indexInterval);
        long end;
        List<LogRecord> learned = new ArrayList<>();
        boolean whole = false;
        try (DiskFile file = disk.create(unfinished)) {
            SegmentCopy copy = new SegmentCopy(disk, damaged, file, index);
            copy.copyUpTo(damage.offset());
            boolean begun = damage.offset() != SegmentHeader.LENGTH;
            for (LogRecord record : records) {
                if (!begun && !(record instanceof LogRecord.Checkpoint)) {
                    copy.add(checkpointBefore(damaged));
                }
                begun = true;
                copy.add(record);
                learned.add(withoutMessages(record));
            }
            if (!begun) {
                copy.add(checkpointBefore(damaged));
            }
            if (copy.lastSequence() != Math.max(damage.last(), damage.first() - 1)) {
                throw new IllegalArgumentException("the records for the repair end at sequence " + copy.lastSequence()
                        + "; what was lost is: " + damage);
            }
            copy.copyFrom(damage.offset() + damage.length());
            file.force();
            end = copy.end();
            whole = true;
        } finally {
            if (!whole) {
                disk.delete(unfinished);
            }
        }
        Segment repaired = takeOver(damaged, unfinished, index, end);
        for (LogRecord record : learned) {
            appender.state().learn(record);
        }
        if (repaired == writer.active()) {
            appender.goOnAt(repaired, appender.state());
        }
    }

    private Segment find(Damage damage) {
        for (Segment segment : segments.segments()) {
            if (segment.name().equals(damage.segment()) && segment.isReadable()) {
                return segment;
            }
        }
        throw new IllegalArgumentException("there is no segment to repair any more for this: " + damage);
    }

    /** The checkpoint that a segment began with, if it is lost: what the segments before it lead to. */
    private LogRecord.Checkpoint checkpointBefore(Segment damaged) throws IOException {
        RunningState state = new RunningState();
        Replay replay = new Replay(state, damage -> {});
        for (Segment segment : segments.segments()) {
            if (segment.firstSequence() < damaged.firstSequence() && segment.isReadable()) {
                try (SegmentScan scan =
                        new SegmentScan(segments.open(segment), segment.header().salt(), SegmentHeader.LENGTH)) {
                    replay.takeAll(segment, scan, segment.end());
                }
            }
        }
        state.moveTo(state.epoch(), damaged.firstSequence() - 1, state.digest());
        return new LogRecord.Checkpoint(state.snapshot());
    }

    private Segment takeOver(Segment damaged, String unfinished, SegmentIndex index, long end) throws IOException {
        boolean newest = damaged == writer.active();
        Segment repaired =
                new Segment(damaged.name(), damaged.firstSequence(), damaged.header(), newest ? index : null, end);
        repaired.forcedTo(end);
        writer.change(() -> {
            disk.rename(unfinished, damaged.name());
            disk.force();
            if (!newest) {
                repaired.finish();
                IndexFile.write(disk, repaired, index);
            }
            segments.replace(damaged, repaired);
            damaged.retire();
            return newest ? repaired : writer.active();
        });
        return repaired;
    }

    /** All that is remembered of a record until the repair is done. */
    private static LogRecord withoutMessages(LogRecord record) {
        if (record instanceof LogRecord.Batch batch) {
            OrderedBatch all = batch.batch();
            return new LogRecord.Batch(
                    new OrderedBatch(
                            all.epoch(),
                            all.firstSequence(),
                            all.publisher(),
                            all.incarnation(),
                            all.firstPublisherSequence(),
                            all.count(),
                            ByteBuffer.allocate(0)),
                    batch.digest());
        }
        return record;
    }
}
