package org.ordercast.engine.care;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.Delivery;
import org.ordercast.engine.Durability;
import org.ordercast.engine.Eventually;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.disk.DiskLog;
import org.ordercast.engine.log.disk.DurableReader;
import org.ordercast.engine.log.segment.LogOwner;
import org.ordercast.engine.log.segment.LogSettings;
import org.ordercast.engine.log.segment.SegmentedLog;
import org.ordercast.engine.log.segment.SimulatedDisk;
import org.ordercast.engine.ordering.TrueRecords;
import org.ordercast.engine.thread.BackgroundThread;

/** Damage is found while nobody reads, and repaired with what another member holds, and with nothing else. */
@Timeout(120)
class LogCareTest {

    private static final CareLimits EAGER =
            new CareLimits(1L << 30, Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(5));

    /** Behind both copies of a segment's header. */
    private static final int CHECKPOINT = 2_048;

    /** Behind the checkpoint, of which there is no other in a first segment. */
    private static final int BEGINNING = CHECKPOINT + 200;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private TrueRecords order = new TrueRecords(new SplittableRandom(1));
    private DiskLog log;
    private LogCare care;

    @AfterEach
    void close() {
        if (care != null) {
            care.close();
        }
        log.close();
    }

    @Test
    void whatNobodyReadsIsVerifiedAndRepaired() throws Exception {
        open();
        fill(60);
        flip(segments().get(0), 3_000);

        careWith(holding(order.all()));

        untilRepaired(1);
        assertThat(records()).isEqualTo(order.all());
        assertThat(warnings).anyMatch(warning -> warning.startsWith("the log is damaged: "));
        assertThat(warnings).anyMatch(warning -> warning.startsWith("the log is repaired from member 'beta': "));
        assertThat(log.snapshot().alarms()).isEmpty();
    }

    @Test
    void theSegmentThatIsBeingWrittenIsEndedAndRepaired() throws Exception {
        open();
        fill(10);
        String newest = segments().get(segments().size() - 1);
        flip(newest, disk.bytes(newest).length - 100);

        careWith(holding(order.all()));

        untilRepaired(1);
        fill(5);
        assertThat(records()).isEqualTo(order.all());
        assertThat(segments()).last().isNotEqualTo(newest);
    }

    @Test
    void whatIsDamagedSideBySideIsRepairedTogetherForNoPartOfItTellsHowTheOrderStands() throws Exception {
        open();
        fill(60);
        String segment = segments().get(1);
        flip(segment, CHECKPOINT + 50);
        Damage checkpoint =
                log.mending().repairOf(segment).orElseThrow().damage().get(0);
        flip(segment, (int) (checkpoint.offset() + checkpoint.length()) + 60);

        careWith(holding(order.all()));

        untilRepaired(1);
        assertThat(records()).isEqualTo(order.all());
        assertThat(log.snapshot().alarms()).isEmpty();
    }

    @Test
    void aCursorThatStandsBeforeDamageGoesOnByItself() throws Exception {
        open();
        Cursor cursor = log.openCursor();
        fill(60);
        flip(segments().get(0), 3_000);
        long read = 0;
        while (cursor.peek(Duration.ZERO).isPresent()) {
            read++;
            cursor.advance();
        }
        assertThat(read).isLessThan(order.last());

        careWith(holding(order.all()));

        while (cursor.position() < order.last()) {
            log.flush();
            assertThat(cursor.position()).isEqualTo(read);
            if (cursor.peek(Duration.ofMillis(1)).isPresent()) {
                cursor.advance();
                read++;
            }
        }
    }

    @Test
    void aReaderBeforeDamageParksUntilItIsRepaired() throws Exception {
        open();
        Cursor cursor = log.openCursor();
        fill(60);
        flip(segments().get(0), 3_000);
        while (cursor.peek(Duration.ZERO).isPresent()) {
            cursor.advance();
        }
        long next = cursor.position() + 1;
        FutureTask<Optional<Delivery>> reading = new FutureTask<>(() -> cursor.peek(Eventually.DEADLINE));
        Thread reader = new Thread(reading, "reader");
        reader.start();
        Eventually.untilWaiting(reader);

        careWith(holding(order.all()));

        untilRepaired(1);
        assertThat(reading.get(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                .map(Delivery::sequence)
                .contains(next);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theRecordsOfAnotherOrderOfTheSameShapeAreNeverTaken(boolean withOurDigests) throws Exception {
        open();
        TrueRecords other = new TrueRecords(new SplittableRandom(2));
        for (int i = 0; i < 40; i++) {
            log.append(order.messages(1 + i % 3, 200));
            other.messages(1 + i % 3, 201);
        }
        awaitDurable();
        flip(segments().get(0), 3_000);
        List<LogRecord> theirs = new ArrayList<>();
        for (int i = 0; i < other.all().size(); i++) {
            theirs.add(
                    withOurDigests && other.all().get(i) instanceof LogRecord.Batch theirBatch
                            ? new LogRecord.Batch(
                                    theirBatch.batch(),
                                    ((LogRecord.Batch) order.all().get(i)).digest())
                            : other.all().get(i));
        }

        AtomicReference<List<LogRecord>> held = new AtomicReference<>(theirs);
        careWith((member, sequence) -> holding(held.get()).open(member, sequence));
        until("it is refused", () -> warnings.stream().anyMatch(warning -> warning.contains("does not fit")));
        assertThat(log.snapshot().damagesRepaired()).isZero();
        assertThat(log.snapshot().alarms()).hasSize(1);

        held.set(order.all());
        untilRepaired(1);
        assertThat(records()).isEqualTo(order.all());
    }

    @Test
    void whoHoldsLessIsOfNoHelp() throws Exception {
        open();
        fill(60);
        flip(segments().get(0), 3_000);

        careWith(holding(order.all().subList(0, 3)));

        until("it is refused", () -> warnings.stream().anyMatch(warning -> warning.contains("no more than sequence")));
        assertThat(log.snapshot().damagesRepaired()).isZero();
    }

    @Test
    void aGapIsNotTakenForMessages() throws Exception {
        open();
        fill(60);
        flip(segments().get(0), 3_000);
        LogRecord.Batch last = (LogRecord.Batch) order.messages(1, 1);

        careWith(holding(List.of(
                order.all().get(0),
                order.all().get(1),
                new LogRecord.Gap(1, last.batch().lastSequence(), last.epoch(), last.digest(), "away"))));

        until("it is refused", () -> warnings.stream().anyMatch(warning -> warning.contains("either")));
        assertThat(log.snapshot().damagesRepaired()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
    void whateverBitFlipsEverythingIsThereAgainAsItWas(int seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        order = new TrueRecords(random);
        open();
        fill(80);
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            List<String> segments = segments();
            String segment = segments.get(random.nextInt(segments.size()));
            int length = disk.bytes(segment).length;
            flip(segment, BEGINNING + random.nextInt(length - BEGINNING));
        }

        careWith(holding(order.all()));

        until("all is repaired", () -> {
            try {
                return records().equals(order.all());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        until("the alarm is cleared", () -> log.snapshot().alarms().isEmpty());
        assertThat(log.snapshot().damagesRepaired()).isPositive();
    }

    private void open() throws IOException {
        SegmentedLog segments = SegmentedLog.open(
                disk,
                new LogOwner("prices", "alpha", TrueRecords.ALPHA.incarnation(), "boot"),
                LogSettings.DEFAULT.withSegments(6_000, 1_000),
                () -> Instant.EPOCH);
        log = new DiskLog(
                segments,
                Durability.OS,
                0,
                BackgroundThread.executor("forcer"),
                System::nanoTime,
                () -> {},
                () -> {},
                warnings::add);
        log.begin(LogState.EMPTY);
        order.all().forEach(log::append);
        awaitDurable();
    }

    private void fill(int records) {
        for (int i = 0; i < records; i++) {
            log.append(order.next());
        }
        awaitDurable();
    }

    /** Waits with this thread as the member's. */
    private void until(String what, BooleanSupplier condition) {
        Eventually.until(what, () -> {
            log.flush();
            return condition.getAsBoolean();
        });
    }

    private void awaitDurable() {
        until("all is durable", () -> log.durable() == log.appended());
        log.flush();
    }

    private void untilRepaired(long places) {
        until("it is repaired", () -> log.snapshot().damagesRepaired() == places);
        awaitDurable();
    }

    private void careWith(OtherLogs others) {
        care = new LogCare("care-under-test", log, "alpha", others, warnings::add, EAGER);
        care.start();
    }

    /** Beta's log, from the record on that holds the sequence. */
    private static OtherLogs holding(List<LogRecord> records) {
        return (member, sequence) -> {
            assertThat(member).isEqualTo(TrueRecords.BETA);
            Iterator<LogRecord> left = List.copyOf(records).stream()
                    .filter(record -> !(record instanceof LogRecord.Batch batch)
                            || batch.batch().lastSequence() >= sequence)
                    .iterator();
            return new OtherLogs.Records() {
                @Override
                public LogRecord next() {
                    return left.hasNext() ? left.next() : null;
                }

                @Override
                public void close() {}
            };
        };
    }

    private List<String> segments() throws IOException {
        return disk.list().stream()
                .filter(name -> name.endsWith(".segment"))
                .sorted()
                .toList();
    }

    private void flip(String segment, int at) {
        disk.flip(segment, at * 8L + 3);
    }

    /** What can be read, without the log's own checkpoints. */
    private List<LogRecord> records() throws IOException {
        List<LogRecord> records = new ArrayList<>();
        try (DurableReader reader = log.openLocalReader(0)) {
            for (Optional<LogItem> item = reader.next(); item.isPresent(); item = reader.next()) {
                if (item.get() instanceof Damage) {
                    return List.of();
                } else if (!(item.get() instanceof LogRecord.Checkpoint)) {
                    records.add((LogRecord) item.get());
                }
            }
        }
        return records;
    }
}
