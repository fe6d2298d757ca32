package org.ordercast.engine.log.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;

/** Damage is found, reported with what it costs, never cut off while something valid is behind it, and repaired. */
class CorruptionTest {

    private final SimulatedDisk disk = new SimulatedDisk();
    private final LogModel model = new LogModel(new SplittableRandom(7));

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
        TestLog.fill(log, model, 100);
        String oldest = SegmentNames.segmentsIn(disk.list()).get(0);
        disk.put(oldest, Arrays.copyOf(disk.bytes(oldest), 1500));

        assertThat(new LogDirectory(disk).verify().damage())
                .extracting(Damage::segment)
                .contains(oldest);
    }

    @Test
    void whatIsAppendedBehindASegmentThatEndsInItsHeaderIsFoundAgain() throws IOException {
        SegmentedLog log = TestLog.open(disk, LogSettings.DEFAULT);
        TestLog.fill(log, model, 3);
        log.close();
        String only = SegmentNames.segmentsIn(disk.list()).get(0);
        disk.put(only, Arrays.copyOf(disk.bytes(only), 1500));

        SegmentedLog cut = TestLog.open(disk);
        assertThat(cut.recovery().complete()).isFalse();
        assertThat(cut.recovery().setAside()).containsExactly(only + SegmentNames.UNREADABLE);
        LogModel other = new LogModel(new SplittableRandom(8));
        TestLog.fill(cut, other, 10);
        cut.close();

        assertThat(TestLog.records(TestLog.open(disk))).isEqualTo(other.records());
    }
}
