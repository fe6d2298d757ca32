package org.ordercast.engine.log.segment;

import java.io.IOException;
import java.util.List;

/** Where a reader finds segments: a log that is being written by this process, or a directory that anybody writes. */
interface SegmentSource {

    /** The segments that there are, oldest first. */
    List<Segment> segments() throws IOException;

    /** Opens a segment's file; a {@link java.nio.file.NoSuchFileException} if it was deleted. */
    DiskFile open(Segment segment) throws IOException;

    /** Whether the segment will get no more records. To be asked before {@link #end}. */
    boolean isFinished(Segment segment) throws IOException;

    /** How far the segment can be read. */
    long end(Segment segment, DiskFile file) throws IOException;

    /** Whether that end is always the end of a record. */
    boolean isExact();

    /** The index of a segment. */
    SegmentIndex index(Segment segment) throws IOException;

    /** The last sequence that can be read, if it is known without reading; else 0. */
    long lastSequence();
}
