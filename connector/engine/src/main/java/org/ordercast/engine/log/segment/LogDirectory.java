package org.ordercast.engine.log.segment;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;

/**
 * A look at a log's directory that changes nothing in it, while its member may be writing. For tools; used by one thread.
 */
public final class LogDirectory {

    private final Disk disk;
    private final View view;

    /**
     * Looks at a directory.
     *
     * @param disk the directory
     */
    public LogDirectory(Disk disk) {
        this.disk = disk;
        this.view = new View(disk);
    }

    /**
     * Whose log it is.
     *
     * @return group, member and the newest opening's incarnation and boot; empty if the directory does not say
     * @throws IOException if it cannot be read
     */
    public Optional<LogOwner> owner() throws IOException {
        return LifeFile.read(disk)
                .flatMap(life -> life.newest()
                        .map(opening ->
                                new LogOwner(life.group, life.member, opening.incarnation(), opening.bootId())));
    }

    /**
     * Whether there is no log: not one segment, nor the file that says whose they are.
     *
     * @return true if there is none
     * @throws IOException if the directory cannot be read
     */
    public boolean isEmpty() throws IOException {
        List<String> files = disk.list();
        return SegmentNames.segmentsIn(files).isEmpty() && !files.contains(LifeFile.NAME);
    }

    /**
     * The sequences that the segments begin with.
     *
     * @return one for each segment, oldest first
     * @throws IOException if the directory cannot be read
     */
    public List<Long> firstSequences() throws IOException {
        return view.segments().stream().map(Segment::firstSequence).toList();
    }

    /**
     * How the order stood where the newest segment begins, for a first idea of a log without reading all of it.
     *
     * @return the state in the checkpoint; empty if there is no segment, or its beginning cannot be read
     * @throws IOException if the directory cannot be read
     */
    public Optional<LogState> newestCheckpoint() throws IOException {
        List<Long> first = firstSequences();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        try (LogReader reader = openReader(first.get(first.size() - 1))) {
            return reader.next()
                    .filter(LogRecord.Checkpoint.class::isInstance)
                    .map(LogRecord.Checkpoint.class::cast)
                    .map(LogRecord.Checkpoint::state);
        }
    }

    /**
     * Opens a reader.
     *
     * @param from the sequence to begin with
     * @return the reader, which its user closes
     */
    public LogReader openReader(long from) {
        return new LogReader(view, from);
    }

    /**
     * Reads everything, and reports what is damaged.
     *
     * @return the report
     * @throws IOException if the log cannot be read at all
     */
    public VerifyReport verify() throws IOException {
        return new Verification(disk, view).run();
    }

    /** The segments as they are in the directory whenever somebody asks. */
    private static final class View implements SegmentSource {

        private final Disk disk;

        View(Disk disk) {
            this.disk = disk;
        }

        @Override
        public List<Segment> segments() throws IOException {
            List<Segment> found = new ArrayList<>();
            for (String name : SegmentNames.segmentsIn(disk.list())) {
                try (DiskFile file = disk.openReadOnly(name)) {
                    found.add(Segment.read(name, file, null));
                } catch (NoSuchFileException deletedMeanwhile) {
                    found.clear(); // and with it all older ones
                }
            }
            return found;
        }

        @Override
        public DiskFile open(Segment segment) throws IOException {
            return disk.openReadOnly(segment.name());
        }

        @Override
        public boolean isFinished(Segment segment) throws IOException {
            List<String> names = SegmentNames.segmentsIn(disk.list());
            return !names.isEmpty() && names.get(names.size() - 1).compareTo(segment.name()) > 0;
        }

        @Override
        public long end(Segment segment, DiskFile file) throws IOException {
            return file.size();
        }

        @Override
        public boolean isExact() {
            return false;
        }

        @Override
        public SegmentIndex index(Segment segment) throws IOException {
            SegmentIndex index = isFinished(segment) ? IndexFile.read(disk, segment, 1) : null;
            return index != null ? index : new SegmentIndex(1);
        }

        @Override
        public long lastSequence() {
            return 0;
        }
    }
}
