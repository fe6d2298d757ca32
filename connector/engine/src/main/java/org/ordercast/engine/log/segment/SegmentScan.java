package org.ordercast.engine.log.segment;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.LogRecord;

/**
 * Goes through the records of one segment, and around what is damaged. Used by one thread; holds one record at a time.
 */
final class SegmentScan implements Closeable {

    /** What stands at a place of the segment. */
    enum Step {
        /** A whole record: {@link #record()}. */
        RECORD,
        /** Bytes that are no record, up to where one may begin again. */
        DAMAGE,
        /** Nothing more, up to the end that was given. */
        END
    }

    private static final int WINDOW = 256 * 1024;

    private final DiskFile file;
    private final long salt;
    private final RecordHeader header = new RecordHeader();
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
    private long windowStart;
    private long position;

    private long offset;
    private boolean headerWhole;
    private @Nullable LogRecord record;

    /** Begins at an offset where a record begins; closes the file when it is closed itself. */
    SegmentScan(DiskFile file, long salt, long offset) {
        this.file = file;
        this.salt = salt;
        this.position = offset;
    }

    /** Goes one step further, but not past an end. */
    Step next(long end) throws IOException {
        offset = position;
        record = null;
        headerWhole = false;
        if (position >= end) {
            return Step.END;
        }
        if (!readHeader(position, end)) {
            position = findHeader(position + RecordHeader.ALIGNMENT, end);
            return Step.DAMAGE;
        }
        headerWhole = true;
        if (header.length > end - position) {
            position = end;
            return Step.DAMAGE;
        }
        record = readBody(end);
        position += header.length;
        return record == null ? Step.DAMAGE : Step.RECORD;
    }

    /** Takes the last step back, for the bytes to be read again. */
    void back() {
        position = offset;
        window.limit(0);
    }

    DiskFile file() {
        return file;
    }

    /** The record of the last step. */
    LogRecord record() {
        if (record == null) {
            throw new IllegalStateException("there is no record at " + offset + " of " + file);
        }
        return record;
    }

    /** The header of the record of the last step. */
    RecordHeader header() {
        return header;
    }

    /** Where the last step began. */
    long offset() {
        return offset;
    }

    /** Where the next step begins. */
    long position() {
        return position;
    }

    /** Whether {@link #header()} is that of the record which the last step found damaged. */
    boolean isHeaderWhole() {
        return headerWhole;
    }

    /** The sequence of the record that comes next, -1 if none does before the end. Changes {@link #header()}. */
    long nextSequence(long end) throws IOException {
        return readHeader(position, end) ? header.sequence : -1;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private boolean readHeader(long at, long end) throws IOException {
        return end - at >= RecordHeader.LENGTH && header.read(window, load(at, RecordHeader.LENGTH, end), salt, at);
    }

    private long findHeader(long from, long end) throws IOException {
        for (long at = from; end - at >= RecordHeader.LENGTH; at += RecordHeader.ALIGNMENT) {
            if (readHeader(at, end)) {
                return at;
            }
        }
        return end;
    }

    private @Nullable LogRecord readBody(long end) throws IOException {
        byte[] bytes = new byte[header.length - RecordHeader.LENGTH];
        if (header.length <= WINDOW) {
            window.get(load(position, header.length, end) + RecordHeader.LENGTH, bytes);
        } else {
            Bytes.read(file, ByteBuffer.wrap(bytes), position + RecordHeader.LENGTH);
        }
        crc.reset();
        crc.update(bytes);
        return (int) crc.getValue() == header.bodyChecksum
                ? RecordBody.decode(header, ByteBuffer.wrap(bytes, 0, header.bodyLength()))
                : null;
    }

    /** Has bytes of the file in the window, and says where in it. What is behind the end may still be being written. */
    private int load(long at, int length, long end) throws IOException {
        if (at < windowStart || at + length > windowStart + window.limit()) {
            window.limit(0);
            ByteBuffer loading = window.duplicate().clear().limit((int) Math.min(WINDOW, end - at));
            Bytes.read(file, loading, at);
            windowStart = at;
            window.limit(loading.limit());
        }
        return (int) (at - windowStart);
    }
}
