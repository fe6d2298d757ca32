package org.ordercast.engine.log.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The index of a finished segment, in a file beside it. It can always be made again from the segment. */
final class IndexFile {

    private static final int MOST_BYTES = 64 << 20;

    private IndexFile() {}

    /** Reads the index of a segment; null if it is missing or damaged. */
    static @Nullable SegmentIndex read(Disk disk, Segment segment, int interval) throws IOException {
        ByteBuffer bytes = Bytes.readFile(disk, SegmentNames.index(segment.name()), MOST_BYTES);
        return SegmentIndex.decode(bytes, segment.header().salt(), interval);
    }

    static void write(Disk disk, Segment segment, SegmentIndex index) throws IOException {
        ByteBuffer bytes = index.encode(segment.header().salt());
        String name = SegmentNames.index(segment.name());
        String unfinished = name + SegmentNames.UNFINISHED;
        try (DiskFile file = disk.create(unfinished)) {
            Bytes.write(file, bytes, 0);
        }
        // Not forced: a torn index is seen to be one, and made again.
        disk.rename(unfinished, name);
    }

    /** Reads the index of a segment that this process owns, and mends its file if that is missing or damaged. */
    static SegmentIndex readOrRebuild(Disk disk, Segment segment, int interval) throws IOException {
        SegmentIndex index = read(disk, segment, interval);
        if (index == null) {
            synchronized (segment) {
                index = rebuild(disk, segment, interval);
                if (!segment.isRetired()) {
                    write(disk, segment, index);
                }
            }
        }
        return index;
    }

    static SegmentIndex rebuild(Disk disk, Segment segment, int interval) throws IOException {
        SegmentIndex index = new SegmentIndex(interval);
        try (SegmentScan scan = new SegmentScan(
                disk.openReadOnly(segment.name()), segment.header().salt(), SegmentHeader.LENGTH)) {
            SegmentScan.Step step = scan.next(segment.end());
            while (step != SegmentScan.Step.END) {
                if (step == SegmentScan.Step.RECORD) {
                    index.offer(scan.header().sequence, scan.offset());
                }
                step = scan.next(segment.end());
            }
        }
        return index;
    }
}
