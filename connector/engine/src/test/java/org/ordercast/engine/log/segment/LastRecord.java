package org.ordercast.engine.log.segment;

import java.io.IOException;

/** Where a segment's last whole record begins: what is damaged before it, nobody takes for a torn tail. */
public final class LastRecord {

    private LastRecord() {}

    /**
     * Looks for it.
     *
     * @param disk the disk
     * @param name the segment's file
     * @return its offset; 0 if there is none
     * @throws IOException if the segment cannot be read
     */
    public static long offset(Disk disk, String name) throws IOException {
        try (DiskFile file = disk.openReadOnly(name)) {
            Segment segment = Segment.read(name, file, null);
            if (!segment.isReadable()) {
                return 0;
            }
            long last = 0;
            SegmentScan scan = new SegmentScan(file, segment.header().salt(), SegmentHeader.LENGTH);
            for (SegmentScan.Step step = scan.next(segment.end());
                    step != SegmentScan.Step.END;
                    step = scan.next(segment.end())) {
                last = step == SegmentScan.Step.RECORD ? scan.offset() : last;
            }
            return last;
        }
    }
}
