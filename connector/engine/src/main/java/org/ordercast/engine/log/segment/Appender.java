package org.ordercast.engine.log.segment;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.LogRecord;

/** Gives each record its place: checks that it goes on from the last, and begins a segment when one is full. The writer's own. */
final class Appender {

    private final LogOwner owner;
    private final LogSettings settings;
    private final InstantSource clock;
    private final WriteBuffer buffer;
    private final RecordWriter writer = new RecordWriter();
    private final Placement placement = new Placement();

    private RunningState state;
    private @Nullable Segment segment;
    private long end;
    private long segmentsBegun;

    Appender(LogOwner owner, LogSettings settings, InstantSource clock, WriteBuffer buffer, RunningState state) {
        this.owner = owner;
        this.settings = settings;
        this.clock = clock;
        this.buffer = buffer;
        this.state = state;
    }

    /** The bytes of one record, on their way to the buffer. */
    private final class Placement implements RecordWriter.Target {
        private @Nullable Segment target;

        @Override
        public ByteBuffer room(long offset, int length) {
            return buffer.room(segment(), offset, length);
        }

        @Override
        public void refer(long offset, ByteBuffer content) {
            buffer.refer(segment(), offset, content);
        }

        private Segment segment() {
            if (target == null) {
                throw new IllegalStateException("there is no segment to write to");
            }
            return target;
        }
    }

    RunningState state() {
        return state;
    }

    /** Goes on at the end of a segment; null if there is none. */
    void goOnAt(@Nullable Segment newest, RunningState newState) {
        segment = newest;
        end = newest == null ? 0 : newest.end();
        state = newState;
    }

    void append(LogRecord record) {
        String objection = state.objectionTo(record);
        if (objection != null) {
            throw new IllegalArgumentException("the log of " + owner.member() + " in group " + owner.group()
                    + " cannot go on like this: " + objection);
        }
        if (!state.hasBegun() && record instanceof LogRecord.Checkpoint checkpoint) {
            begin(checkpoint, checkpoint.state().lastSequence());
            state.apply(record);
            return;
        }
        byte[] name = record instanceof LogRecord.Batch batch
                ? state.publisher(batch.batch().publisher()).name
                : new byte[0];
        int length = writer.prepare(record, state.lastSequence() + 1, record.epoch(), digestAfter(record), name);
        Segment target = segment;
        if (target == null || isFull(target, length)) {
            LogRecord.Checkpoint checkpoint = new LogRecord.Checkpoint(state.snapshot());
            target = begin(checkpoint, state.lastSequence());
            writer.prepare(record, state.lastSequence() + 1, record.epoch(), digestAfter(record), name);
        }
        SegmentIndex index = target.index();
        if (index != null) {
            index.offer(state.lastSequence() + 1, end);
        }
        placement.target = target;
        writer.write(record, placement, target.header().salt(), end, target.forcedEnd());
        end += length;
        state.apply(record);
        buffer.endRecord(end, state.lastSequence());
    }

    /** A segment is named by its first sequence, so it holds one message at least. */
    private boolean isFull(Segment target, int length) {
        return end + length > settings.segmentSize() && state.lastSequence() >= target.firstSequence();
    }

    /** Begins the next segment now, unless the present one holds no message yet. */
    boolean roll() {
        Segment present = segment;
        if (present == null || state.lastSequence() < present.firstSequence()) {
            return false;
        }
        begin(new LogRecord.Checkpoint(state.snapshot()), state.lastSequence());
        return true;
    }

    private long digestAfter(LogRecord record) {
        if (record instanceof LogRecord.Batch batch) {
            return batch.digest();
        } else if (record instanceof LogRecord.ViewChange change) {
            return change.digest();
        } else if (record instanceof LogRecord.Gap gap) {
            return gap.digest();
        } else if (record instanceof LogRecord.Checkpoint checkpoint) {
            return checkpoint.state().digest();
        }
        return state.digest();
    }

    private Segment begin(LogRecord.Checkpoint checkpoint, long lastSequence) {
        long first = lastSequence + 1;
        long now = clock.millis();
        SegmentHeader header = new SegmentHeader(salt(first, now), first, now, owner.group(), owner.member());
        SegmentIndex index = new SegmentIndex(settings.indexInterval());
        index.offer(first, SegmentHeader.LENGTH);
        Segment next = new Segment(SegmentNames.segment(first), first, header, index, 0);
        ByteBuffer opening = opening(header, checkpoint);
        next.forcedTo(opening.limit());
        buffer.open(next, opening, lastSequence);
        segment = next;
        end = opening.limit();
        return next;
    }

    /** The beginning of a segment: its header and its checkpoint. */
    ByteBuffer opening(SegmentHeader header, LogRecord.Checkpoint checkpoint) {
        int length = writer.prepare(
                checkpoint,
                header.firstSequence(),
                checkpoint.epoch(),
                checkpoint.state().digest(),
                new byte[0]);
        ByteBuffer opening = ByteBuffer.allocate(SegmentHeader.LENGTH + length);
        header.write(opening);
        RecordWriter.Target straight = new RecordWriter.Target() {
            @Override
            public ByteBuffer room(long offset, int room) {
                return opening;
            }

            @Override
            public void refer(long offset, ByteBuffer content) {
                opening.put(content.duplicate());
            }
        };
        writer.write(checkpoint, straight, header.salt(), SegmentHeader.LENGTH, 0);
        return opening.clear();
    }

    /** Different for every segment that was ever in the directory, as far as random incarnations are. */
    private long salt(long first, long now) {
        segmentsBegun++;
        long z = owner.incarnation() + now + first * 0x9e3779b97f4a7c15L + segmentsBegun * 0xd1b54a32d192ed03L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
