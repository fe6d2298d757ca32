package org.ordercast.engine.log.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.Deleted;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;

/** Flipped bits: found, reported with what they cost, never cut off while something valid is behind, and repaired. */
class CorruptionTest {

    private final SimulatedDisk disk = new SimulatedDisk();
    private final LogModel model = new LogModel(new SplittableRandom(7));

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

    private static void flipAndRepair(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        SimulatedDisk disk = new SimulatedDisk();
        LogModel model = new LogModel(random);
        SegmentedLog log = TestLog.open(disk);
        fill(log, model, 20 + random.nextInt(150));
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
        fill(log, model, 5);
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

    private static void fill(SegmentedLog log, LogModel model, int records) throws IOException {
        for (int i = 0; i < records; i++) {
            log.append(model.next());
        }
        log.write();
        log.force();
    }

    @Test
    void aDamagedRecordWithValidOnesBehindItIsNeverCutOff() throws IOException {
        SegmentedLog log = logWith(10);
        long middle = offsetOf(5);
        log.close();
        int size = disk.bytes(segment(1)).length;
        disk.flip(segment(1), (middle + 100) * 8);

        SegmentedLog again = open();

        assertThat(again.recovery().truncatedBytes()).isZero();
        assertThat(again.recovery().complete()).isFalse();
        assertThat(again.recovery().damage()).hasSize(1).first().satisfies(damage -> {
            assertThat(damage.offset()).isEqualTo(middle);
            assertThat(damage.first()).isEqualTo(5);
            assertThat(damage.last()).isEqualTo(5);
        });
        assertThat(disk.bytes(segment(1))).hasSize(size);
        assertThat(again.state().lastSequence()).isEqualTo(10);
        assertThat(TestLog.read(again, 1))
                .containsOnlyOnceElementsOf(again.recovery().damage());
        assertThat(again.verify().damage()).isEqualTo(again.recovery().damage());
    }

    @Test
    void damageToTheHeaderOfARecordIsSurroundedToo() throws IOException {
        SegmentedLog log = logWith(10);
        long middle = offsetOf(5);
        log.close();
        disk.flip(segment(1), (middle + 5) * 8);

        SegmentedLog again = open();

        assertThat(again.recovery().damage()).hasSize(1).first().satisfies(damage -> {
            assertThat(damage.offset()).isEqualTo(middle);
            assertThat(damage.first()).isEqualTo(5);
            assertThat(damage.last()).isEqualTo(5);
        });
        assertThat(again.state().lastSequence()).isEqualTo(10);
    }

    @Test
    void eitherCopyOfASegmentsHeaderIsEnough() throws IOException {
        logWith(10).close();
        disk.flip(segment(1), 8 * 20);

        assertThat(TestLog.records(open())).isEqualTo(model.records());
    }

    @Test
    void aSegmentWithoutAHeaderIsSetAsideIfItIsTheNewest() throws IOException {
        logWith(10).close();
        disk.flip(segment(1), 8 * 20);
        disk.flip(segment(1), 8 * 1044);

        SegmentedLog again = open();

        assertThat(again.recovery().complete()).isFalse();
        assertThat(again.recovery().setAside()).containsExactly(segment(1) + ".unreadable");
        assertThat(disk.list()).contains(segment(1) + ".unreadable");
        assertThat(again.state()).isEqualTo(LogState.EMPTY);
    }

    @Test
    void whatASegmentWithoutAHeaderHeldIsPutBehindTheSegmentBeforeIt() throws IOException {
        SegmentedLog log = logWith(100);
        String name = SegmentNames.segmentsIn(disk.list()).get(1);
        long first = Long.parseLong(name.substring(0, 20));
        log.close();
        disk.flip(name, 8 * 20);
        disk.flip(name, 8 * 1044);

        SegmentedLog again = open();
        assertThat(again.recovery().setAside()).containsExactly(name + ".unreadable");
        List<LogItem> damage =
                TestLog.read(again, 1).stream().filter(Damage.class::isInstance).toList();
        assertThat(damage).hasSize(1);
        Damage missing = (Damage) damage.get(0);
        assertThat(missing.first()).isEqualTo(first);
        TestLog.repair(again, missing, model.records().subList((int) first + 1, (int) missing.last() + 2));

        assertThat(TestLog.records(again)).isEqualTo(model.records());
        assertThat(again.verify().damage()).isEmpty();
    }

    @Test
    void bytesOfALogInsideAMessageAreNoRecords() throws IOException {
        SegmentedLog log = logWith(10, TestLog.open(disk, LogSettings.DEFAULT));
        byte[] whole = disk.bytes(segment(1));
        LogRecord.Batch last = (LogRecord.Batch) model.nextBatch(1);
        // Its records stand at multiples of 8 again.
        int before = RecordHeader.LENGTH
                + RecordBody.BATCH_PREFIX
                + last.batch().publisher().length()
                + 4;
        int shift = (int) RecordHeader.align(before) - before;
        byte[] copy = ByteBuffer.allocate(shift + whole.length)
                .position(shift)
                .put(whole)
                .array();
        log.append(new LogRecord.Batch(
                new OrderedBatch(
                        last.epoch(),
                        last.batch().firstSequence(),
                        last.batch().publisher(),
                        last.batch().incarnation(),
                        last.batch().firstPublisherSequence(),
                        1,
                        ByteBuffer.allocate(copy.length + 4)
                                .putInt(copy.length)
                                .put(copy)
                                .flip()),
                1));
        log.write();
        long start = offsetOf(11);
        disk.kill();
        // The record that holds them is torn; those in it are whole.
        disk.flip(segment(1), (start + 8) * 8);

        SegmentedLog torn = open();

        assertThat(torn.recovery().truncatedBytes()).isGreaterThan(copy.length);
        assertThat(torn.state().lastSequence()).isEqualTo(10);
    }

    @Test
    void recordsThatAreNotWhatWasLostRepairNothing() throws IOException {
        SegmentedLog log = logWith(10);
        disk.flip(segment(1), (offsetOf(5) + 100) * 8);
        Damage damage = log.verify().damage().get(0);

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        TestLog.repair(log, damage, List.of(model.records().get(4))))
                .withMessageContaining("does not go on from sequence 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestLog.repair(log, damage, List.of()))
                .withMessageContaining("end at sequence 4");

        assertThat(log.verify().damage()).containsExactly(damage);
        assertThat(disk.list()).noneMatch(name -> name.endsWith(".new"));
    }

    @Test
    void aRepairThatIsDoneIsSafeFromAPowerFailure() throws IOException {
        for (long seed = 0; seed < 30; seed++) {
            SimulatedDisk another = new SimulatedDisk();
            LogModel records = new LogModel(new SplittableRandom(seed));
            SegmentedLog log = TestLog.open(another);
            fill(log, records, 60);
            another.flip(segment(1), 8L * (another.bytes(segment(1)).length - 60));
            repairAll(log, records.records());

            another.crash(new SplittableRandom(seed));

            assertThat(TestLog.records(TestLog.open(another))).isEqualTo(records.records());
        }
    }

    @Test
    void aMissingOrDamagedIndexIsMadeAgain() throws IOException {
        SegmentedLog log = logWith(100);
        String index = disk.list().stream()
                .filter(name -> name.endsWith(".index"))
                .findFirst()
                .orElseThrow();
        byte[] whole = disk.bytes(index);
        disk.flip(index, 8 * 30);
        assertThat(log.verify().indexes()).hasSize(1);

        List<LogItem> found = TestLog.withoutCheckpoints(TestLog.read(log, 3));

        assertThat(found).hasSize(98);
        assertThat(disk.bytes(index)).isEqualTo(whole);
        disk.delete(index);
        assertThat(TestLog.withoutCheckpoints(TestLog.read(log, 3))).isEqualTo(found);
        assertThat(log.verify().indexes()).isEmpty();
    }

    /** A log with an epoch, a view and so many messages of 200 bytes. */
    private SegmentedLog logWith(int messages) throws IOException {
        return logWith(messages, open());
    }

    private SegmentedLog logWith(int messages, SegmentedLog log) throws IOException {
        log.append(model.next());
        log.append(model.next());
        for (int i = 0; i < messages; i++) {
            log.append(model.nextBatch(200));
        }
        log.write();
        log.force();
        return log;
    }

    private SegmentedLog open() throws IOException {
        return TestLog.open(disk);
    }

    private static String segment(long first) {
        return SegmentNames.segment(first);
    }

    private long offsetOf(long sequence) throws IOException {
        try (SegmentScan scan = scanOf(segment(1))) {
            long end = disk.bytes(segment(1)).length;
            SegmentScan.Step step = scan.next(end);
            while (step != SegmentScan.Step.END) {
                if (scan.header().span > 0 && scan.header().sequence == sequence) {
                    return scan.offset();
                }
                step = scan.next(end);
            }
        }
        throw new AssertionError("there is no sequence " + sequence + " in the first segment");
    }

    private SegmentScan scanOf(String name) throws IOException {
        DiskFile file = disk.openReadOnly(name);
        return new SegmentScan(file, Segment.read(name, file, null).header().salt(), SegmentHeader.LENGTH);
    }

    /** A fuzzer found it: the first copy of the header is whole, and the second is not there. */
    @Test
    void aSegmentThatEndsInItsHeaderIsReported() throws IOException {
        SegmentedLog log = TestLog.open(disk);
        fill(log, model, 100);
        String oldest = SegmentNames.segmentsIn(disk.list()).get(0);
        disk.put(oldest, Arrays.copyOf(disk.bytes(oldest), 1500));

        assertThat(new LogDirectory(disk).verify().damage())
                .extracting(Damage::segment)
                .contains(oldest);
    }

    @Test
    void whatIsAppendedBehindASegmentThatEndsInItsHeaderIsFoundAgain() throws IOException {
        SegmentedLog log = TestLog.open(disk, LogSettings.DEFAULT);
        fill(log, model, 3);
        log.close();
        String only = SegmentNames.segmentsIn(disk.list()).get(0);
        disk.put(only, Arrays.copyOf(disk.bytes(only), 1500));

        SegmentedLog cut = TestLog.open(disk);
        assertThat(cut.recovery().complete()).isFalse();
        assertThat(cut.recovery().setAside()).containsExactly(only + SegmentNames.UNREADABLE);
        LogModel other = new LogModel(new SplittableRandom(8));
        fill(cut, other, 10);
        cut.close();

        assertThat(TestLog.records(TestLog.open(disk))).isEqualTo(other.records());
    }
}
