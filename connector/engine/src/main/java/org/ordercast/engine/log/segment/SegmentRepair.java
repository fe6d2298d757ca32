package org.ordercast.engine.log.segment;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;

/**
 * Writes a damaged segment anew, with what was lost in its place, into a file that takes over its name when it is whole.
 *
 * <p>What takes long, {@link #copy}, is for any thread, once the segment {@linkplain #isFinished() is finished}; the writer
 * then lets the copy take over, by {@link Repairs#complete}. Whoever goes no further than the copy closes this.
 */
public final class SegmentRepair implements Closeable {

    private final Disk disk;
    private final Segments segments;
    private final Segment damaged;
    private final int indexInterval;
    private SegmentIndex index;
    private final List<LogRecord> learned = new ArrayList<>();
    private long end = -1;

    SegmentRepair(Disk disk, Segments segments, Segment damaged, int indexInterval) {
        this.disk = disk;
        this.segments = segments;
        this.damaged = damaged;
        this.indexInterval = indexInterval;
        this.index = new SegmentIndex(indexInterval);
    }

    /**
     * Whether the segment gets no more records.
     *
     * @return true once the next one was begun
     */
    public boolean isFinished() {
        return damaged.isFinished();
    }

    /**
     * Reads the segment for what is damaged in it. What is damaged side by side is one: how the order stood in the middle of it
     * nothing may say, nor what goes on from there.
     *
     * @return the damage, in order
     * @throws IOException if it cannot be read
     */
    public List<Damage> damage() throws IOException {
        List<Damage> found = new ArrayList<>();
        long next = successor().map(Segment::firstSequence).orElse(Long.MAX_VALUE);
        try (LogReader reader = new LogReader(segments, damaged.firstSequence())) {
            Optional<LogItem> item = reader.next();
            while (item.isPresent() && !isBehind(item.get(), next)) {
                if (item.get() instanceof Damage here && here.segment().equals(damaged.name())) {
                    Damage last = found.isEmpty() ? null : found.get(found.size() - 1);
                    if (last != null && last.reaches(here)) {
                        found.set(found.size() - 1, last.with(here));
                    } else {
                        found.add(here);
                    }
                }
                item = reader.next();
            }
        }
        return found;
    }

    /** Whether a reader that came to this has left the segment; the next one begins with its checkpoint. */
    private static boolean isBehind(LogItem item, long next) {
        if (item instanceof LogRecord.Batch batch) {
            return batch.batch().firstSequence() >= next;
        } else if (item instanceof Damage damage) {
            return damage.first() >= next;
        }
        return item instanceof LogRecord.Checkpoint checkpoint
                && checkpoint.state().lastSequence() + 1 >= next;
    }

    /**
     * How the order stood where the damage begins.
     *
     * @param damage damage in this segment
     * @return the state; empty if nothing that is left says it
     * @throws IOException if the log cannot be read
     */
    public Optional<LogState> stateBefore(Damage damage) throws IOException {
        RunningState state = new RunningState();
        if (damage.offset() > SegmentHeader.LENGTH) {
            replay(damaged, damage.offset(), state);
        } else if (!stateAtTheEndOfTheSegmentBefore(state)) {
            return Optional.empty();
        }
        return Optional.of(state.snapshot());
    }

    /**
     * The first thing that can be read behind damage.
     *
     * @param damage damage in this segment
     * @return a record, or the checkpoint with which the next segment begins; empty if neither is there
     * @throws IOException if the log cannot be read
     */
    public Optional<LogRecord> recordAfter(Damage damage) throws IOException {
        Optional<LogRecord> here = firstRecord(damaged, damage.offset() + damage.length());
        Optional<Segment> next = here.isPresent() ? Optional.empty() : successor();
        return next.isPresent() ? firstRecord(next.get(), SegmentHeader.LENGTH) : here;
    }

    private Optional<LogRecord> firstRecord(Segment segment, long offset) throws IOException {
        try (SegmentScan scan =
                new SegmentScan(segments.open(segment), segment.header().salt(), offset)) {
            return scan.next(segment.end()) == SegmentScan.Step.RECORD ? Optional.of(scan.record()) : Optional.empty();
        }
    }

    private Optional<Segment> successor() {
        return segments.segments().stream()
                .filter(other -> other.firstSequence() > damaged.firstSequence() && other.isReadable())
                .findFirst();
    }

    /**
     * Writes the copy.
     *
     * @param damage damage in this segment
     * @param records what was there, from the first lost sequence to the last, with the views and epochs among them
     * @throws IllegalArgumentException if the records are not what is missing there
     * @throws IOException if the disk fails, or the records cannot be had; then nothing has changed
     */
    public void copy(Damage damage, Iterable<? extends LogRecord> records) throws IOException {
        boolean whole = false;
        index = new SegmentIndex(indexInterval);
        learned.clear();
        try (DiskFile file = disk.create(unfinished())) {
            SegmentCopy copy = new SegmentCopy(disk, damaged, file, index);
            copy.copyUpTo(damage.offset());
            boolean begun = damage.offset() != SegmentHeader.LENGTH;
            for (LogRecord record : records) {
                if (!begun && !(record instanceof LogRecord.Checkpoint)) {
                    copy.add(checkpoint());
                }
                begun = true;
                copy.add(record);
                learned.add(withoutMessages(record));
            }
            if (!begun) {
                copy.add(checkpoint());
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
                close();
            }
        }
    }

    /** Deletes the copy, unless it has taken over. */
    @Override
    public void close() throws IOException {
        disk.delete(unfinished());
    }

    /** Lets the copy take over; false if the segment has gone meanwhile. On the writer's thread. */
    boolean takeOver(SegmentWriter writer, Appender appender) throws IOException {
        if (damaged.isRetired() || !segments.segments().contains(damaged)) {
            close();
            return false;
        }
        boolean newest = damaged == writer.active();
        Segment repaired =
                new Segment(damaged.name(), damaged.firstSequence(), damaged.header(), newest ? index : null, end);
        repaired.forcedTo(end);
        if (!newest) {
            repaired.finish();
        }
        writer.change(() -> {
            disk.rename(unfinished(), damaged.name());
            disk.force();
            damaged.retire();
            synchronized (damaged) { // no reader makes the index of the old file any more
                disk.delete(SegmentNames.index(damaged.name()));
            }
            segments.replace(damaged, repaired);
            return newest ? repaired : writer.active();
        });
        learned.forEach(appender.state()::learn);
        if (newest) {
            appender.goOnAt(repaired, appender.state());
        } else {
            writeIndex(repaired);
        }
        return true;
    }

    private void writeIndex(Segment repaired) {
        try {
            synchronized (repaired) {
                IndexFile.write(disk, repaired, index);
            }
        } catch (IOException e) {
            // The disk may be full; the first reader that needs the index makes it.
            System.getLogger(SegmentRepair.class.getName())
                    .log(System.Logger.Level.DEBUG, "the index of " + damaged.name() + " could not be written", e);
        }
    }

    private String unfinished() {
        return damaged.name() + SegmentNames.UNFINISHED;
    }

    /** The checkpoint that the segment began with, if it is lost: what the segments before it lead to. */
    private LogRecord.Checkpoint checkpoint() throws IOException {
        RunningState state = new RunningState();
        if (!stateAtTheEndOfTheSegmentBefore(state) && damaged.firstSequence() > 1) {
            throw new IllegalArgumentException(
                    "nothing that is left says how the order stood where " + damaged.name() + " begins");
        }
        return new LogRecord.Checkpoint(state.snapshot());
    }

    /** Brings a state to where the segment begins; false if there is no segment before it to tell. */
    private boolean stateAtTheEndOfTheSegmentBefore(RunningState state) throws IOException {
        List<Segment> before = segments.segments().stream()
                .filter(other -> other.firstSequence() < damaged.firstSequence() && other.isReadable())
                .toList();
        int from = newestCheckpoint(before);
        for (Segment segment : before.subList(Math.max(from, 0), before.size())) {
            replay(segment, segment.end(), state);
        }
        state.moveTo(state.epoch(), damaged.firstSequence() - 1, state.digest());
        return from >= 0;
    }

    /** The last of some segments whose beginning is whole, -1 if none is. */
    private int newestCheckpoint(List<Segment> candidates) throws IOException {
        for (int i = candidates.size() - 1; i >= 0; i--) {
            @Nullable
            LogRecord first =
                    firstRecord(candidates.get(i), SegmentHeader.LENGTH).orElse(null);
            if (first instanceof LogRecord.Checkpoint) {
                return i;
            }
        }
        return -1;
    }

    private void replay(Segment segment, long to, RunningState state) throws IOException {
        try (SegmentScan scan =
                new SegmentScan(segments.open(segment), segment.header().salt(), SegmentHeader.LENGTH)) {
            new Replay(state, damage -> {}).takeAll(segment, scan, to);
        }
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
