package org.ordercast.engine.log.segment;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Brings buffered records to the page cache, one segment after the other, and forces them to the disk. One thread writes;
 * another may force meanwhile, and holds up the writer only where that changes files.
 *
 * <p>A segment is begun when the one before is forced as a whole, and gets its name when its header and its checkpoint are
 * forced, too. So only the newest segment can have a torn tail, and none is without its beginning.
 */
final class SegmentWriter implements Closeable {

    private final Disk disk;
    private final Segments segments;
    private final WriteBuffer buffer;
    private final Object files = new Object();

    private @Nullable Segment active; // changed by the writer, guarded by files
    private @Nullable DiskFile file; // changed by the writer, guarded by files
    private volatile long written;
    private volatile long forced;
    private volatile @Nullable IOException broken;

    /** Goes on with a segment, of which everything is forced; null if there is none yet. */
    SegmentWriter(Disk disk, Segments segments, WriteBuffer buffer, @Nullable Segment active, long lastSequence)
            throws IOException {
        this.disk = disk;
        this.segments = segments;
        this.buffer = buffer;
        this.active = active;
        this.file = active == null ? null : disk.open(active.name());
        this.written = lastSequence;
        this.forced = lastSequence;
    }

    /** The last sequence in the page cache. */
    long written() {
        return written;
    }

    /** The last sequence that is safe from a power failure. */
    long forced() {
        return forced;
    }

    /** The segment whose file is open. */
    @Nullable
    Segment active() {
        return active;
    }

    /** Writes everything that is buffered. What cannot be written stays buffered. */
    void write() throws IOException {
        requireIntact();
        WriteBuffer.Part part = buffer.first();
        while (part != null) {
            if (part.opensSegment) {
                begin(part);
            } else {
                drain(part);
            }
            part = buffer.first();
        }
    }

    private void drain(WriteBuffer.Part part) throws IOException {
        DiskFile target = file;
        if (target == null || part.segment != active) {
            throw new IllegalStateException("records of " + part.segment.name() + " came before its beginning");
        }
        ByteBuffer left = part.left();
        while (left.hasRemaining()) {
            int count = target.write(left, part.offset());
            if (count == 0) {
                throw new IOException(target + " takes no more bytes at " + part.offset());
            }
            part.drained(count);
            buffer.written(count);
        }
        publish(part);
    }

    private void publish(WriteBuffer.Part part) {
        if (part.recordEnd >= 0) {
            part.segment.writtenTo(part.recordEnd);
            segments.wroteUpTo(part.lastSequence);
            written = part.lastSequence;
        }
        buffer.removeFirst();
    }

    /** Begins a segment, from the start at each attempt. */
    private void begin(WriteBuffer.Part part) throws IOException {
        Segment next = part.segment;
        Segment last = active;
        DiskFile lastFile = file;
        if (last != null) {
            force();
            SegmentIndex index = last.index();
            if (index != null) {
                IndexFile.write(disk, last, index);
            }
        }
        String unfinished = next.name() + SegmentNames.UNFINISHED;
        ByteBuffer opening = part.left();
        try (DiskFile beginning = disk.create(unfinished)) {
            Bytes.write(beginning, opening.duplicate(), 0);
            beginning.force();
        }
        disk.rename(unfinished, next.name());
        disk.force();
        DiskFile nextFile = disk.open(next.name());
        synchronized (files) {
            active = next;
            file = nextFile;
        }
        next.forcedTo(opening.limit());
        part.drained(opening.limit());
        buffer.written(opening.limit());
        publish(part);
        segments.add(next);
        if (last != null && lastFile != null) {
            last.finish();
            lastFile.close();
        }
    }

    /** Forces what was written before this call. */
    void force() throws IOException {
        synchronized (files) {
            requireIntact();
            Segment segment = active;
            DiskFile target = file;
            if (segment == null || target == null) {
                return;
            }
            // Read before the disk is asked: what is written meanwhile may not be covered.
            long sequence = written;
            long end = segment.end();
            if (segment.forcedEnd() < end) {
                try {
                    target.force();
                } catch (IOException e) {
                    // The system may have let go of the bytes, and would report success the next time.
                    throw breakOff(e);
                }
                segment.forcedTo(end);
            }
            forced = Math.max(forced, sequence);
        }
    }

    /** What is done to the files of the log while nobody forces them. */
    interface Change {
        /** Gives the segment to go on with, which is forced. */
        @Nullable
        Segment make() throws IOException;
    }

    /** Changes files under the writer, with nothing buffered. If that fails half-way, the log must be opened anew. */
    void change(Change change) throws IOException {
        synchronized (files) {
            requireIntact();
            DiskFile old = file;
            try {
                Segment next = change.make();
                file = next == null ? null : disk.open(next.name());
                active = next;
            } catch (IOException e) {
                throw breakOff(e);
            }
            if (old != null) {
                old.close();
            }
        }
    }

    /** The log has been taken back, all of it. */
    void movedBack() {
        written = 0;
        forced = 0;
        segments.wroteUpTo(0);
    }

    /** The failure that has made this log unreliable; null if there was none. */
    @Nullable
    IOException broken() {
        return broken;
    }

    @Override
    public void close() throws IOException {
        synchronized (files) {
            DiskFile open = file;
            file = null;
            active = null;
            if (open != null) {
                open.close();
            }
        }
    }

    private IOException breakOff(IOException cause) {
        broken = cause;
        return cause;
    }

    private void requireIntact() throws IOException {
        IOException cause = broken;
        if (cause != null) {
            throw new LogUnavailableException(
                    "the log in " + disk + " cannot be relied upon since the disk failed (" + cause
                            + "); check the disk, then open the log again",
                    cause);
        }
    }
}
