package org.ordercast.engine.log.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One file of the log, as its writer and its readers share it. Moved by the writer, looked at by anybody. */
final class Segment {

    private final String name;
    private final long firstSequence;
    private final @Nullable SegmentHeader header;
    private volatile @Nullable SegmentIndex index;
    private volatile long end;
    private volatile long forcedEnd;
    private volatile boolean finished;
    private volatile boolean retired;
    private volatile boolean truncated;

    /**
     * A segment.
     *
     * @param header what it begins with, or null if neither copy can be read
     * @param index the index that grows with it; null where one is to be read from its file
     */
    Segment(String name, long firstSequence, @Nullable SegmentHeader header, @Nullable SegmentIndex index, long end) {
        this.name = name;
        this.firstSequence = firstSequence;
        this.header = header;
        this.index = index;
        this.end = end;
    }

    /** Looks at a segment's file. */
    static Segment read(String name, DiskFile file, @Nullable SegmentIndex index) throws IOException {
        long size = file.size();
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(size, SegmentHeader.LENGTH));
        Bytes.read(file, bytes, 0);
        bytes.flip();
        SegmentHeader header = SegmentHeader.read(bytes);
        int version = header == null ? SegmentHeader.unknownVersion(bytes) : 0;
        if (version != 0) {
            throw new LogUnavailableException(name + " has format version " + version
                    + ", and this release reads version " + SegmentHeader.VERSION + "; use the release that wrote it");
        }
        long firstSequence = Long.parseLong(name.substring(0, name.indexOf('.')));
        return new Segment(name, firstSequence, header, index, size);
    }

    String name() {
        return name;
    }

    long firstSequence() {
        return firstSequence;
    }

    boolean isReadable() {
        return header != null;
    }

    SegmentHeader header() {
        if (header == null) {
            throw new IllegalStateException(name + " has no header that can be read");
        }
        return header;
    }

    /** The index that grows with this segment; null once it is in its file. */
    @Nullable
    SegmentIndex index() {
        return index;
    }

    /** How far records are written: the end of one. */
    long end() {
        return end;
    }

    void writtenTo(long newEnd) {
        end = newEnd;
    }

    /** How far records are safe from a power failure. */
    long forcedEnd() {
        return forcedEnd;
    }

    void forcedTo(long newEnd) {
        forcedEnd = newEnd;
    }

    /** Whether the end is the last: the next segment is there. */
    boolean isFinished() {
        return finished;
    }

    /** The index is in its file by now. */
    void finish() {
        finished = true;
        index = null;
    }

    /** Whether this file is no part of the log any more, or has become another one. */
    boolean isRetired() {
        return retired;
    }

    void retire() {
        retired = true;
    }

    /** Retires a segment whose records were taken back. */
    void retireTruncated() {
        truncated = true;
        retired = true;
    }

    /** Whether its records were taken back. */
    boolean isTruncated() {
        return truncated;
    }
}
