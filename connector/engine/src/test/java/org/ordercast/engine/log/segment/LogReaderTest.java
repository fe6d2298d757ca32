package org.ordercast.engine.log.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.Deleted;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.membership.View;

class LogReaderTest {

    private static final LogSettings KEEPING_LITTLE = TestLog.SMALL.keeping(10_000, Duration.ofDays(1));

    private final SimulatedDisk disk = new SimulatedDisk();
    private final LogModel model = new LogModel(new SplittableRandom(3));

    @Test
    void aReaderBeginsWithTheRecordThatHoldsItsSequenceWhereverThatIs() throws IOException {
        SegmentedLog log = TestLog.open(disk);
        write(log, 200);

        for (long from = 1; from <= model.last(); from++) {
            List<LogItem> found = TestLog.withoutCheckpoints(TestLog.read(log, from));
            List<LogRecord> expected =
                    model.records().subList(indexOf(from), model.records().size());
            assertThat(found).as("from %d", from).isEqualTo(expected);
        }
    }

    @Test
    void aReaderGoesOnWithWhatIsWrittenLater() throws IOException {
        SegmentedLog log = TestLog.open(disk);
        LogReader reader = log.openReader(1);
        List<LogItem> found = new ArrayList<>(TestLog.read(reader));
        for (int i = 0; i < 60; i++) {
            write(log, 4);
            found.addAll(TestLog.read(reader));
            assertThat(reader.position()).isEqualTo(model.last() + 1);
        }

        assertThat(TestLog.withoutCheckpoints(found)).isEqualTo(model.records());
    }

    @Test
    void aLookAtTheDirectoryFollowsTheWriterThroughHalfWrittenRecords() throws IOException {
        SegmentedLog log = TestLog.open(disk);
        LogReader reader = new LogDirectory(disk).openReader(1);
        List<LogItem> found = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            for (int j = 0; j < 4; j++) {
                log.append(model.next());
            }
            disk.limitTo(disk.used() + 300);
            try {
                log.write();
            } catch (IOException full) {
                assertThat(log.bufferedBytes()).isPositive();
            }
            found.addAll(TestLog.read(reader));
            disk.limitTo(Long.MAX_VALUE);
            log.write();
            found.addAll(TestLog.read(reader));
        }

        assertThat(TestLog.withoutCheckpoints(found)).isEqualTo(model.records());
    }

    @Test
    void aReaderMayWaitForASequenceThatIsStillToCome() throws IOException {
        SegmentedLog log = TestLog.open(disk);
        write(log, 5);
        long from = model.last() + 2;
        LogReader reader = log.openReader(from);

        assertThat(reader.next()).isEmpty();
        log.append(model.nextBatch(1));
        LogRecord wanted = model.nextBatch(2);
        log.append(wanted);
        log.write();

        assertThat(TestLog.read(reader)).containsExactly(wanted);
    }

    @Test
    void aReaderOfADeletedSegmentIsToldWhatIsGoneAndGoesOn() throws IOException {
        SegmentedLog log = TestLog.open(disk, KEEPING_LITTLE);
        write(log, 300);
        LogReader reader = log.openReader(1);
        for (int i = 0; i < 5; i++) {
            assertThat(reader.next()).isPresent();
        }
        long stoodAt = reader.position();

        log.dropOld(Long.MAX_VALUE);

        List<LogItem> found = TestLog.read(reader);
        assertThat(found.get(0)).isEqualTo(new Deleted(stoodAt, log.oldestSequence() - 1));
        assertThat(TestLog.withoutCheckpoints(found.subList(1, found.size())))
                .isEqualTo(TestLog.records(log))
                .isNotEmpty();
    }

    @Test
    void aReaderOfALogThatHasBegunElsewhereCannotGoOn() throws IOException {
        SegmentedLog log = TestLog.open(disk);
        log.append(new LogRecord.Checkpoint(
                new LogState(0xa, 1, "alpha", 0xa, 50, 7, new View(3, List.of()), 50, List.of())));
        log.write();
        LogReader reader = log.openReader(51);
        TestLog.read(reader);
        log.restart();

        assertThatIllegalStateException().isThrownBy(reader::next).withMessageContaining("begun elsewhere");
    }

    @Test
    void aReaderGoesOnBehindARepair() throws IOException {
        SegmentedLog log = TestLog.open(disk);
        log.append(model.next());
        log.append(model.next());
        for (int i = 0; i < 10; i++) {
            log.append(model.nextBatch(200));
        }
        log.write();
        LogReader reader = log.openReader(1);
        List<LogItem> found = new ArrayList<>();
        while (reader.position() < 3) {
            found.add(reader.next().orElseThrow());
        }
        String name = SegmentNames.segment(1);
        disk.flip(name, (disk.bytes(name).length - 40) * 8L);
        TestLog.repair(
                log, log.verify().damage().get(0), List.of(model.records().get(11)));

        found.addAll(TestLog.read(reader));

        assertThat(TestLog.withoutCheckpoints(found)).isEqualTo(model.records());
    }

    @Test
    void readersReadWhileTheWriterWritesRotatesForcesAndDrops() throws Exception {
        SegmentedLog log = TestLog.open(disk, TestLog.SMALL.keeping(60_000, Duration.ofDays(1)));
        CountDownLatch written = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Long>> readers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                readers.add(threads.submit(() -> readUntil(log, written)));
            }
            Future<?> forcing = threads.submit(() -> {
                while (written.getCount() > 0) {
                    log.force();
                }
                return null;
            });
            for (int i = 0; i < 1500; i++) {
                write(log, 4);
                if (i % 100 == 99) {
                    log.dropOld(Long.MAX_VALUE);
                }
            }
            written.countDown();
            forcing.get(60, TimeUnit.SECONDS);
            for (Future<Long> reader : readers) {
                assertThat(reader.get(60, TimeUnit.SECONDS)).isEqualTo(model.last());
            }
        } finally {
            threads.shutdownNow();
        }
        log.force();
        assertThat(log.forcedSequence()).isEqualTo(model.last());
    }

    /** Reads to the end, and sees that every sequence comes once, as a message or as one that is gone. */
    private static long readUntil(SegmentedLog log, CountDownLatch written) throws IOException {
        long next = 1;
        try (LogReader reader = log.openReader(1)) {
            while (true) {
                boolean last = written.getCount() == 0;
                List<LogItem> items = TestLog.read(reader);
                for (LogItem item : items) {
                    next = follow(item, next);
                }
                if (last && items.isEmpty()) {
                    return next - 1;
                }
            }
        }
    }

    /** The sequence that comes after an item, which must begin with the one that comes next. */
    private static long follow(LogItem item, long next) {
        long first = next;
        long last = next - 1;
        if (item instanceof LogRecord.Batch batch) {
            first = batch.batch().firstSequence();
            last = batch.batch().lastSequence();
        } else if (item instanceof LogRecord.Gap gap) {
            first = gap.first();
            last = gap.last();
        } else if (item instanceof Deleted deleted) {
            first = deleted.first();
            last = deleted.last();
        } else if (item instanceof Damage damage) {
            throw new AssertionError(damage.toString());
        }
        assertThat(first).as("the sequence of %s", item).isEqualTo(next);
        return last + 1;
    }

    @Test
    void aSequenceBeforeTheFirstIsRefused() throws IOException {
        SegmentedLog log = TestLog.open(disk);

        assertThatIllegalArgumentException().isThrownBy(() -> log.openReader(0));
    }

    private void write(SegmentedLog log, int records) throws IOException {
        for (int i = 0; i < records; i++) {
            log.append(model.next());
        }
        log.write();
    }

    /** The first record that has to do with a sequence. */
    private int indexOf(long sequence) {
        long last = 0;
        for (int i = 0; i < model.records().size(); i++) {
            LogRecord record = model.records().get(i);
            if (last + 1 >= sequence) {
                return i;
            }
            if (record instanceof LogRecord.Batch batch) {
                last = batch.batch().lastSequence();
            } else if (record instanceof LogRecord.Gap gap) {
                last = gap.last();
            }
            if (last >= sequence) {
                return i;
            }
        }
        return model.records().size();
    }
}
