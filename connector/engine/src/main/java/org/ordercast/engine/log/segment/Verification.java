package org.ordercast.engine.log.segment;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;

/** Reads a whole log, for what is wrong with it. */
final class Verification {

    private final Disk disk;
    private final SegmentSource source;

    Verification(Disk disk, SegmentSource source) {
        this.disk = disk;
        this.source = source;
    }

    VerifyReport run() throws IOException {
        List<Segment> segments = source.segments();
        List<Damage> damage = new ArrayList<>();
        List<String> indexes = new ArrayList<>();
        long records = 0;
        long first = segments.isEmpty() ? 1 : segments.get(0).firstSequence();
        long last = first - 1;
        long unfinished;
        try (LogReader reader = new LogReader(source, first)) {
            Optional<LogItem> item = reader.next();
            while (item.isPresent()) {
                if (item.get() instanceof Damage found) {
                    damage.add(found);
                } else if (item.get() instanceof LogRecord) {
                    records++;
                }
                item = reader.next();
            }
            last = reader.position() - 1;
            unfinished = reader.unreadBytes();
        }
        long bytes = 0;
        for (Segment segment : segments) {
            bytes += segment.end();
            boolean finished = source.isFinished(segment);
            if (segment.isReadable() ? isHeaderDamaged(segment) : !finished) {
                long length = segment.isReadable() ? SegmentHeader.LENGTH : segment.end();
                damage.add(new Damage(segment.name(), 0, length, segment.firstSequence(), segment.firstSequence() - 1));
            }
            if (segment.isReadable() && finished && !segment.isRetired()) {
                indexes.addAll(complaintAbout(segment));
            }
        }
        return new VerifyReport(segments.size(), records, bytes, first, last, unfinished, damage, indexes);
    }

    /** Whether one of the two copies of a header is not what it was. */
    private boolean isHeaderDamaged(Segment segment) throws IOException {
        ByteBuffer found = ByteBuffer.allocate(SegmentHeader.LENGTH);
        ByteBuffer expected = ByteBuffer.allocate(SegmentHeader.LENGTH);
        segment.header().write(expected);
        try (DiskFile file = source.open(segment)) {
            Bytes.read(file, found, 0);
        } catch (NoSuchFileException deletedMeanwhile) {
            return false;
        } catch (EOFException cutOff) {
            return true;
        }
        return !found.flip().equals(expected.flip());
    }

    private List<String> complaintAbout(Segment segment) throws IOException {
        SegmentIndex index = IndexFile.read(disk, segment, 1);
        String name = SegmentNames.index(segment.name());
        if (index == null) {
            return List.of(name + " is missing or damaged");
        }
        String wrong = null;
        for (int i = 0; i < index.size() && wrong == null; i++) {
            wrong = wrongEntry(segment, name, index, i);
        }
        return wrong == null ? List.of() : List.of(wrong);
    }

    private @Nullable String wrongEntry(Segment segment, String name, SegmentIndex index, int entry)
            throws IOException {
        try (SegmentScan scan =
                new SegmentScan(source.open(segment), segment.header().salt(), index.offsetAt(entry))) {
            long sequence = scan.nextSequence(segment.end());
            return sequence == index.sequenceAt(entry) || sequence < 0
                    ? null
                    : name + " says that sequence " + index.sequenceAt(entry) + " is at " + index.offsetAt(entry)
                            + ", where " + sequence + " is";
        }
    }
}
