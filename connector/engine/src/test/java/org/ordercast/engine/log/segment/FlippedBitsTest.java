package org.ordercast.engine.log.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.Deleted;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;

/** Any bits of any log flip: what was read lines up with what was written, and repair brings back the rest. */
class FlippedBitsTest {

    @Test
    void everyRecordIsReadAsItWasOrReportedAsLostAndRepairBringsBackAll() {
        LongStream.range(0, 1000).parallel().forEach(seed -> {
            try {
                flipAndRepair(seed);
            } catch (IOException | RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        });
    }

    @Test
    void aRepairThatIsDoneIsSafeFromAPowerFailure() throws IOException {
        for (long seed = 0; seed < 30; seed++) {
            SimulatedDisk another = new SimulatedDisk();
            LogModel records = new LogModel(new SplittableRandom(seed));
            SegmentedLog log = TestLog.open(another);
            TestLog.fill(log, records, 60);
            another.flip(SegmentNames.segment(1), 8L * (another.bytes(SegmentNames.segment(1)).length - 60));
            repairAll(log, records.records());

            another.crash(new SplittableRandom(seed));

            assertThat(TestLog.records(TestLog.open(another))).isEqualTo(records.records());
        }
    }

    private static void flipAndRepair(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        SimulatedDisk disk = new SimulatedDisk();
        LogModel model = new LogModel(random);
        SegmentedLog log = TestLog.open(disk);
        TestLog.fill(log, model, 20 + random.nextInt(150));
        boolean running = random.nextBoolean();
        List<String> segments = SegmentNames.segmentsIn(disk.list());
        String newest = segments.get(segments.size() - 1);
        if (!running) {
            log.close();
        }
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
            List<String> names = disk.list().stream()
                    .filter(name -> !name.endsWith(".life") || random.nextInt(10) == 0)
                    .toList();
            String name = names.get(random.nextInt(names.size()));
            disk.flip(name, random.nextLong(disk.bytes(name).length * 8L));
        }
        if (!running) {
            log = TestLog.open(disk);
        }
        List<LogItem> found = TestLog.read(log, 1);
        checkThatNothingIsSilentlyLost(found, model.records(), log);
        boolean tailLost = log.recovery().truncatedBytes() > 0;
        if (tailLost || log.recovery().setAside().contains(newest + SegmentNames.UNREADABLE)) {
            assertThat(log.recovery().complete()).isFalse();
            return;
        }
        if (found.get(0) instanceof Deleted) {
            assertThat(log.recovery().setAside()).isNotEmpty();
            return;
        }
        repairAll(log, model.records());
        for (Damage header : log.verify().damage()) {
            TestLog.repair(log, header, List.of());
        }
        assertThat(TestLog.records(log)).isEqualTo(model.records());
        assertThat(TestLog.uncommitted(log.state()).lastSequence()).isEqualTo(model.last());
        assertThat(log.state().publishers())
                .containsExactlyInAnyOrderElementsOf(model.state().publishers());
        TestLog.fill(log, model, 5);
        log.close();
        SegmentedLog again = TestLog.open(disk);
        assertThat(TestLog.records(again)).isEqualTo(model.records());
        assertThat(again.verify().damage()).isEmpty();
        assertThat(TestLog.uncommitted(again.state()).publishers())
                .containsExactlyInAnyOrderElementsOf(model.state().publishers());
    }

    /** What was read, with the damage in it, lines up with what was written. */
    private static void checkThatNothingIsSilentlyLost(List<LogItem> found, List<LogRecord> written, SegmentedLog log) {
        int at = 0;
        long next = 1;
        for (LogItem item : TestLog.withoutCheckpoints(found)) {
            if (item instanceof Deleted deleted) {
                // The first segment, whose header is damaged in both its copies, was set aside.
                assertThat(deleted.first()).isEqualTo(next);
                next = deleted.last() + 1;
                while (lastOf(written, at) < deleted.last()) {
                    at++;
                }
            } else if (item instanceof Damage damage) {
                assertThat(damage.first()).isEqualTo(next);
                next = damage.last() + 1;
                at = skip(written, at, damage);
            } else {
                int here = written.subList(at, written.size()).indexOf(item);
                assertThat(here).as("the place of %s", item).isNotNegative();
                // Between this record and the last there are only lost views and epochs, which damage was reported for.
                at += here + 1;
                next = lastOf(written.get(at - 1), next - 1) + 1;
            }
        }
        if (log.recovery().truncatedBytes() == 0 && log.recovery().setAside().isEmpty()) {
            assertThat(next).isEqualTo(lastOf(written, written.size()) + 1);
        }
    }

    private static int skip(List<LogRecord> written, int from, Damage damage) {
        int at = from;
        while (damage.losesMessages()
                && at < written.size()
                && lastOf(written, at + 1) <= damage.last()
                && lastOf(written, at) < damage.last()) {
            at++;
        }
        return at;
    }

    private static long lastOf(List<LogRecord> records, int count) {
        for (int i = count - 1; i >= 0; i--) {
            long last = lastOf(records.get(i), 0);
            if (last > 0) {
                return last;
            }
        }
        return 0;
    }

    private static long lastOf(LogRecord record, long otherwise) {
        if (record instanceof LogRecord.Batch batch) {
            return batch.batch().lastSequence();
        }
        return record instanceof LogRecord.Gap gap ? gap.last() : otherwise;
    }

    /** Repairs as another member would help to: with all that it holds between the records that are left. */
    private static void repairAll(SegmentedLog log, List<LogRecord> written) throws IOException {
        List<LogItem> found = TestLog.withoutCheckpoints(TestLog.read(log, 1));
        int at = 0;
        for (int i = 0; i < found.size(); i++) {
            if (!(found.get(i) instanceof Damage damage)) {
                at = written.indexOf(found.get(i)) + 1;
                continue;
            }
            int end = at;
            boolean followed = i + 1 < found.size() && found.get(i + 1) instanceof LogRecord;
            int limit = followed ? written.indexOf(found.get(i + 1)) : written.size();
            while (end < limit && lastOf(written, end + 1) <= damage.last()) {
                end++;
            }
            TestLog.repair(log, damage, new ArrayList<>(written.subList(at, end)));
            repairAll(log, written);
            return;
        }
    }
}
