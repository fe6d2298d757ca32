package org.ordercast.engine.log.segment;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;

/** Opens logs for tests, and reads them. */
final class TestLog {

    static final LogSettings SMALL = LogSettings.DEFAULT.withSegments(8192, 512).withBuffer(1 << 20);

    private TestLog() {}

    static LogOwner owner(long incarnation, String boot) {
        return new LogOwner("prices", "alpha", incarnation, boot);
    }

    static SegmentedLog open(Disk disk) throws IOException {
        return open(disk, SMALL);
    }

    static SegmentedLog open(Disk disk, LogSettings settings) throws IOException {
        return SegmentedLog.open(disk, owner(1, "boot"), settings, () -> Instant.EPOCH);
    }

    /** Appends so many records, writes and forces them. */
    static void fill(SegmentedLog log, LogModel model, int records) throws IOException {
        for (int i = 0; i < records; i++) {
            log.append(model.next());
        }
        log.write();
        log.force();
    }

    /** Everything from a sequence on. */
    static List<LogItem> read(SegmentedLog log, long from) throws IOException {
        try (LogReader reader = log.openReader(from)) {
            return read(reader);
        }
    }

    /** Everything that the reader comes to now. */
    static List<LogItem> read(LogReader reader) throws IOException {
        List<LogItem> items = new ArrayList<>();
        Optional<LogItem> item = reader.next();
        while (item.isPresent()) {
            items.add(item.get());
            item = reader.next();
        }
        return items;
    }

    /** What was appended, without the checkpoints that the log adds by itself. */
    static List<LogItem> withoutCheckpoints(List<LogItem> items) {
        return items.stream()
                .filter(item -> !(item instanceof LogRecord.Checkpoint))
                .toList();
    }

    /** All records that are held. */
    static List<LogItem> records(SegmentedLog log) throws IOException {
        return withoutCheckpoints(read(log, log.oldestSequence()));
    }

    /** Puts records in the place of damage, as a member does, but on the writer's thread. */
    static void repair(SegmentedLog log, Damage damage, Iterable<? extends LogRecord> records) throws IOException {
        log.write();
        SegmentRepair repair = log.repairs().begin(damage.segment()).orElseThrow();
        repair.copy(damage, records);
        log.repairs().complete(repair);
        log.append(new LogRecord.Checkpoint(log.state()));
        log.write();
    }

    /** The state but for the committed position. */
    static LogState uncommitted(LogState state) {
        return new LogState(
                state.order(),
                state.epoch(),
                state.sequencer(),
                state.sequencerIncarnation(),
                state.lastSequence(),
                state.digest(),
                state.view(),
                0,
                state.publishers());
    }
}
