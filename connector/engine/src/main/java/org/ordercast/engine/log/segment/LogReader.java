package org.ordercast.engine.log.segment;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.Deleted;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;

/**
 * Reads the log in order, each record checked, one at a time. Used by one thread, at its own pace: it takes no lock that
 * the writer waits for, and goes on when segments are finished, deleted or repaired under it.
 *
 * <p>It comes to every kind of record, the checkpoints at the beginnings of segments included. After a repair under it,
 * it may come to a view, epoch or checkpoint again; never to a message.
 */
public final class LogReader implements Closeable {

    private final SegmentSource source;
    private long next;
    private long expected;
    private @Nullable Segment segment;
    private @Nullable SegmentScan scan;
    private long end; // how far the segment could be read when that was last asked
    private boolean finished; // and whether that was all of it
    private @Nullable LogRecord behindMissing;
    private boolean waiting;
    private boolean closed;

    LogReader(SegmentSource source, long from) {
        if (from < 1) {
            throw new IllegalArgumentException("a log is read from sequence 1 or a later one, not from " + from);
        }
        this.source = source;
        this.next = from;
    }

    /**
     * Goes one step further.
     *
     * @return a record, or what is missing instead; empty if everything was read that is written so far
     * @throws IOException if the log cannot be read
     * @throws IllegalStateException if the log was truncated to before what this reader has read, or it is closed
     */
    public Optional<LogItem> next() throws IOException {
        if (closed) {
            throw new IllegalStateException("this reader, at sequence " + next + ", is closed");
        }
        waiting = false;
        while (true) {
            Optional<LogItem> item = step();
            if (item.isPresent() || waiting) {
                return item;
            }
        }
    }

    /**
     * Where this reader stands.
     *
     * @return the sequence that it comes to next
     */
    public long position() {
        return next;
    }

    /** How many bytes are behind the last record that was read, in the segment where this reader stands. */
    long unreadBytes() throws IOException {
        Segment current = segment;
        SegmentScan records = scan;
        return current == null || records == null ? 0 : source.end(current, records.file()) - records.position();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        leave();
    }

    /** Goes on, to an item, or until there is nothing to wait for but the writer. */
    private Optional<LogItem> step() throws IOException {
        Segment current = segment;
        SegmentScan records = scan;
        if (current == null || records == null) {
            return enter();
        }
        SegmentScan.Step step;
        try {
            if (records.position() >= end) {
                // In this order: the end of a segment that was finished before is its last.
                finished = source.isFinished(current);
                end = source.end(current, records.file());
            }
            step = behindMissing != null ? SegmentScan.Step.RECORD : records.next(end);
        } catch (EOFException | NoSuchFileException e) {
            if (!current.isRetired()) {
                throw e;
            }
            step = SegmentScan.Step.END;
        }
        if (current.isRetired()) {
            leaveRetired(current);
            return Optional.empty();
        }
        return switch (step) {
            case RECORD -> takeRecord(current, records);
            case DAMAGE -> takeDamage(current, records);
            case END -> goOn(current);
        };
    }

    /** Finds the segment of the next sequence; says so if that is gone. */
    private Optional<LogItem> enter() throws IOException {
        List<Segment> held = source.segments();
        if (held.isEmpty()) {
            waiting = true;
            return Optional.empty();
        }
        Segment target = held.get(0);
        if (next < target.firstSequence()) {
            LogItem deleted = new Deleted(next, target.firstSequence() - 1);
            next = target.firstSequence();
            return Optional.of(deleted);
        }
        for (Segment other : held) {
            if (other.firstSequence() <= next) {
                target = other;
            }
        }
        return enter(target, true);
    }

    private Optional<LogItem> enter(Segment target, boolean seek) throws IOException {
        expected = target.firstSequence();
        long offset = SegmentHeader.LENGTH;
        if (!target.isReadable()) {
            return passUnreadable(target);
        }
        try {
            if (seek && target.firstSequence() < next) {
                SegmentIndex index = source.index(target);
                int entry = index.before(next);
                if (entry >= 0) {
                    expected = index.sequenceAt(entry);
                    offset = index.offsetAt(entry);
                }
            }
            scan = new SegmentScan(source.open(target), target.header().salt(), offset);
            segment = target;
            end = 0;
        } catch (NoSuchFileException e) {
            // Deleted since the segments were listed: they are listed anew, unless somebody deletes behind the log's
            // back.
            if (source.segments().contains(target) && !target.isRetired()) {
                throw e;
            }
            leave();
        }
        return Optional.empty();
    }

    /** Goes past a segment without a header. Nobody knows yet what the newest would hold. */
    private Optional<LogItem> passUnreadable(Segment target) throws IOException {
        long last = target.firstSequence() - 1;
        for (Segment other : source.segments()) {
            if (other.firstSequence() > target.firstSequence()) {
                last = other.firstSequence() - 1;
                break;
            }
        }
        if (last < target.firstSequence()) {
            waiting = true;
            return Optional.empty();
        }
        next = last + 1;
        return Optional.of(new Damage(target.name(), 0, target.end(), target.firstSequence(), last));
    }

    private Optional<LogItem> takeRecord(Segment current, SegmentScan records) {
        RecordHeader header = records.header();
        LogRecord missed = behindMissing;
        if (missed == null && header.sequence > expected) {
            // Whole records on both sides, and some in between are not there.
            LogItem missing = new Damage(current.name(), records.offset(), 0, expected, header.sequence - 1);
            expected = header.sequence;
            if (header.sequence > next) {
                next = header.sequence;
                behindMissing = records.record();
                return Optional.of(missing);
            }
        }
        behindMissing = null;
        expected = header.lastSequence() + 1;
        boolean wanted = header.span == 0 ? header.sequence >= next : header.lastSequence() >= next;
        if (!wanted) {
            return Optional.empty();
        }
        next = expected;
        return Optional.of(records.record());
    }

    private Optional<LogItem> takeDamage(Segment current, SegmentScan records) throws IOException {
        long offset = records.offset();
        long length = records.position() - offset;
        boolean toTheEnd = records.position() >= end;
        if (toTheEnd && !finished && !source.isExact()) {
            // A record that is being written, or was when its writer died.
            records.back();
            end = 0;
            waiting = true;
            return Optional.empty();
        }
        long last = records.isHeaderWhole() ? records.header().lastSequence() : lastBefore(current, records);
        last = Math.max(last, expected - 1);
        Damage damage = new Damage(current.name(), offset, length, expected, last);
        expected = last + 1;
        if (last < next && damage.first() < next) {
            return Optional.empty();
        }
        next = Math.max(next, expected);
        return Optional.of(damage);
    }

    /** The last sequence before the record that comes after the damage. */
    private long lastBefore(Segment current, SegmentScan records) throws IOException {
        long following = records.nextSequence(end);
        if (following > 0) {
            return following - 1;
        }
        Segment successor = successorOf(current);
        return successor != null ? successor.firstSequence() - 1 : source.lastSequence();
    }

    private Optional<LogItem> goOn(Segment current) throws IOException {
        if (!finished) {
            waiting = true;
            return Optional.empty();
        }
        Segment successor = successorOf(current);
        leave();
        if (successor == null) {
            return Optional.empty();
        }
        long last = successor.firstSequence() - 1;
        if (last >= expected) {
            Damage missing = new Damage(current.name(), end, 0, expected, last);
            boolean wanted = last >= next;
            next = Math.max(next, last + 1);
            if (wanted) {
                return Optional.of(missing);
            }
        }
        return enter(successor, false);
    }

    private @Nullable Segment successorOf(Segment current) throws IOException {
        for (Segment other : source.segments()) {
            if (other.firstSequence() > current.firstSequence()) {
                return other;
            }
        }
        return null;
    }

    private void leaveRetired(Segment current) throws IOException {
        if (current.isTruncated() && next > 1) {
            throw new IllegalStateException(
                    "the log has begun elsewhere, and this reader stands at " + next + "; open another one");
        }
        leave();
    }

    private void leave() throws IOException {
        SegmentScan records = scan;
        segment = null;
        scan = null;
        behindMissing = null;
        if (records != null) {
            records.close();
        }
    }
}
