package org.ordercast.engine.log.segment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.ordercast.engine.log.LogRecord;

/** A segment that is being written anew from another one, with some records in the place of others. */
final class SegmentCopy {

    private static final int CHUNK = 256 * 1024;

    private final Disk disk;
    private final Segment source;
    private final DiskFile target;
    private final SegmentIndex index;
    private final RecordWriter writer = new RecordWriter();
    private final long salt;
    private long end;
    private long lastSequence;
    private long epoch;
    private long digest;

    /** The target has the name of the source later, and its header. */
    SegmentCopy(Disk disk, Segment source, DiskFile target, SegmentIndex index) {
        this.disk = disk;
        this.source = source;
        this.target = target;
        this.index = index;
        this.salt = source.header().salt();
        this.lastSequence = source.firstSequence() - 1;
    }

    long end() {
        return end;
    }

    long lastSequence() {
        return lastSequence;
    }

    /** Copies the beginning of the source as it is. */
    void copyUpTo(long offset) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(SegmentHeader.LENGTH);
        source.header().write(header);
        write(header.flip());
        try (SegmentScan scan = scan(SegmentHeader.LENGTH)) {
            SegmentScan.Step step = scan.next(offset);
            while (step != SegmentScan.Step.END) {
                if (step == SegmentScan.Step.RECORD || scan.isHeaderWhole()) {
                    note(scan.header());
                }
                if (step == SegmentScan.Step.RECORD) {
                    index.offer(scan.header().sequence, scan.offset());
                }
                copyBytes(scan.offset(), scan.position());
                step = scan.next(offset);
            }
        }
    }

    /** Adds a record that was lost. */
    void add(LogRecord record) throws IOException {
        long first = lastSequence + 1;
        if (record instanceof LogRecord.Batch batch) {
            require(record, batch.batch().firstSequence() == first);
            lastSequence = batch.batch().lastSequence();
            digest = batch.digest();
        } else if (record instanceof LogRecord.Gap gap) {
            require(record, gap.first() == first && gap.last() >= first);
            lastSequence = gap.last();
            digest = gap.digest();
        } else if (record instanceof LogRecord.ViewChange change) {
            digest = change.digest();
        } else if (record instanceof LogRecord.Checkpoint checkpoint) {
            require(record, checkpoint.state().lastSequence() == lastSequence);
            digest = checkpoint.state().digest();
        }
        require(record, record.epoch() >= epoch);
        epoch = record.epoch();
        place(record, first);
    }

    /** Copies the rest of the source, to where it belongs now. */
    void copyFrom(long offset) throws IOException {
        try (SegmentScan scan = scan(offset)) {
            SegmentScan.Step step = scan.next(source.end());
            while (step != SegmentScan.Step.END) {
                RecordHeader header = scan.header();
                if (step == SegmentScan.Step.RECORD) {
                    note(header);
                    place(scan.record(), header.sequence);
                } else {
                    // What cannot be read stays as it is, and is as unreadable in its new place.
                    copyBytes(scan.offset(), scan.position());
                }
                step = scan.next(source.end());
            }
        }
    }

    private void note(RecordHeader header) {
        lastSequence = header.lastSequence();
        epoch = header.epoch;
        digest = header.digest;
    }

    private void require(LogRecord record, boolean right) {
        if (!right) {
            throw new IllegalArgumentException("a record for the repair of " + source.name()
                    + " does not go on from sequence " + lastSequence + " of epoch " + epoch + ": "
                    + record.getClass().getSimpleName() + " of epoch " + record.epoch());
        }
    }

    private void place(LogRecord record, long sequence) throws IOException {
        byte[] name = record instanceof LogRecord.Batch batch
                ? Texts.encode("member id", batch.batch().publisher())
                : new byte[0];
        int length = writer.prepare(record, sequence, record.epoch(), digest, name);
        index.offer(sequence, end);
        long offset = end;
        Straight straight = new Straight();
        try {
            // The whole file is forced before it takes part in anything.
            writer.write(record, straight, salt, offset, offset);
            straight.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (end != offset + length) {
            throw new IllegalStateException("a record of " + length + " bytes took " + (end - offset));
        }
    }

    /** Writes a record to the file at once. */
    private final class Straight implements RecordWriter.Target {
        private ByteBuffer copied = ByteBuffer.allocate(0);

        @Override
        public ByteBuffer room(long offset, int length) {
            copied = ByteBuffer.allocate(length);
            return copied;
        }

        @Override
        public void refer(long offset, ByteBuffer content) {
            try {
                write(content.duplicate());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void flush() throws IOException {
            write(copied.clear());
        }
    }

    private void copyBytes(long from, long to) throws IOException {
        try (DiskFile file = disk.openReadOnly(source.name())) {
            for (long at = from; at < to; at += CHUNK) {
                ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, to - at));
                Bytes.read(file, chunk, at);
                write(chunk.flip());
            }
        }
        long padding = RecordHeader.align(end) - end;
        if (padding > 0) {
            write(ByteBuffer.allocate((int) padding));
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        int count = bytes.remaining();
        Bytes.write(target, bytes, end);
        end += count;
    }

    private SegmentScan scan(long offset) throws IOException {
        return new SegmentScan(disk.openReadOnly(source.name()), salt, offset);
    }
}
