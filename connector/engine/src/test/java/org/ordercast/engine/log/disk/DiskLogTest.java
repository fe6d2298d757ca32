package org.ordercast.engine.log.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.Delivery;
import org.ordercast.engine.Durability;
import org.ordercast.engine.Eventually;
import org.ordercast.engine.LogAlarm;
import org.ordercast.engine.OrderGapException;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.log.segment.LogOwner;
import org.ordercast.engine.log.segment.LogSettings;
import org.ordercast.engine.log.segment.SegmentedLog;
import org.ordercast.engine.log.segment.SimulatedDisk;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.thread.BackgroundThread;

class DiskLogTest {

    private static final long ALPHA = 0xa;
    private static final Duration NOW = Duration.ZERO;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final List<String> warnings = new ArrayList<>();
    private final Semaphore forced = new Semaphore(0);
    private final Semaphore room = new Semaphore(0);
    private String boot = "boot";
    private DiskLog log;

    @AfterEach
    void close() {
        if (log != null) {
            log.close();
        }
    }

    @Test
    void whatWasHandedToTheSystemIsDurableAndReadInOrder() throws Exception {
        open(Durability.OS);
        found();
        Cursor cursor = log.openCursor();
        log.append(message(1, "one"));
        assertThat(log.durable()).isLessThan(log.appended());
        assertThat(cursor.peek(NOW)).isEmpty();

        log.append(message(2, "two"));
        log.flush();
        assertThat(log.durable()).isEqualTo(log.appended());
        assertThat(read(cursor, 2)).containsExactly("1:one", "2:two");
        assertThat(cursor.lag()).isZero();
        assertThat(cursor.position()).isEqualTo(2);
    }

    @Test
    void aViewIsDurableOnceItIsForcedAndNothingBehindItIsSeenBefore() throws Exception {
        open(Durability.OS);
        log.begin(LogState.EMPTY);
        log.append(new LogRecord.EpochStart(ALPHA, 1, "alpha", ALPHA));
        log.append(view(1));
        log.append(message(1, "one"));
        Cursor cursor = log.openCursor();
        disk.whileForcing(() -> assertThat(log.visible().view()).isZero());
        log.flush();
        awaitDurable();
        disk.whileForcing(() -> {});

        assertThat(log.visible()).isEqualTo(new Visible(1, 1, 1));
        assertThat(read(cursor, 1)).containsExactly("1:one");
        assertThat(disk.forces()).isPositive();
    }

    @Test
    void withDiskDurabilityEverythingIsForcedAndManyRecordsShareOneForce() throws Exception {
        open(Durability.DISK);
        found();
        int before = disk.forces();
        for (int i = 1; i <= 500; i++) {
            log.append(message(i, "m" + i));
        }
        log.flush();
        awaitDurable();

        assertThat(disk.forces() - before).isBetween(1, 10);
        assertThat(log.visible().sequence()).isEqualTo(500);
    }

    @Test
    void aReaderThatWaitsIsWoken() throws Exception {
        open(Durability.OS);
        found();
        Cursor cursor = log.openCursor();
        FutureTask<Optional<Delivery>> reading = new FutureTask<>(() -> cursor.peek(Eventually.DEADLINE));
        Thread reader = new Thread(reading, "reader");
        reader.start();
        Eventually.until("the reader waits", () -> reader.getState() == Thread.State.TIMED_WAITING);
        log.append(message(1, "one"));
        log.flush();

        assertThat(reading.get(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                .isPresent();
    }

    @Test
    void aFullDiskTakesTheRoomAndGivesItBackWithoutLosingAnything() throws Exception {
        open(Durability.OS, LogSettings.DEFAULT.withBuffer(4_000));
        found();
        Cursor cursor = log.openCursor();
        disk.limitTo(disk.used() + 2_000);
        int written = 0;
        while (log.hasRoom()) {
            written++;
            log.append(message(written, "x".repeat(100)));
            log.flush();
            assertThat(written).isLessThan(1_000);
        }
        assertThat(warnings).anyMatch(warning -> warning.contains("is full"));
        LogAlarm alarm = log.snapshot().alarms().get(0);
        assertThat(alarm.kind()).isEqualTo(LogAlarm.Kind.DISK_FULL);
        assertThat(alarm.missingBytes()).isPositive().isEqualTo(log.snapshot().unwrittenBytes());
        assertThat(alarm.freeBytes()).isNotNegative();
        assertThat(log.snapshot().written()).isLessThan(log.snapshot().last());
        assertThat(log.durable()).isLessThan(log.appended());

        disk.limitTo(Long.MAX_VALUE);
        Eventually.until("there is room again", () -> {
            log.flush();
            return room.tryAcquire();
        });
        assertThat(log.hasRoom()).isTrue();
        assertThat(warnings).last().asString().contains("again");
        assertThat(log.snapshot().alarms()).isEmpty();
        assertThat(read(cursor, written)).hasSize(written);
    }

    @Test
    void theNextLifeGoesOnWhereThisOneEnded() throws Exception {
        open(Durability.OS);
        found();
        log.append(message(1, "one"));
        log.commitUpTo(1);
        log.flush();
        log.close();
        open(Durability.OS);
        Cursor cursor = log.openCursor();
        log.append(message(2, "two"));
        log.flush();

        assertThat(log.isComplete()).isTrue();
        assertThat(log.state().lastSequence()).isEqualTo(2);
        assertThat(log.state().order()).isEqualTo(ALPHA);
        assertThat(log.state().committed()).isEqualTo(1);
        assertThat(read(cursor, 1)).containsExactly("2:two");
    }

    @Test
    void aLogThatMayHaveLostSomethingIsIncompleteUntilANewEpochHoweverOftenItIsOpened() throws Exception {
        open(Durability.OS);
        found();
        log.append(message(1, "one"));
        log.flush();
        disk.crash(new SplittableRandom(1));
        boot = "another boot";
        open(Durability.OS);
        assertThat(log.isComplete()).isFalse();
        log.close();
        open(Durability.OS);
        assertThat(log.isComplete()).as("opened again before it was recovered").isFalse();

        log.append(new LogRecord.EpochStart(ALPHA, 2, "alpha", ALPHA));
        awaitDurable();
        log.close();
        open(Durability.OS);
        assertThat(log.isComplete()).isTrue();
    }

    @Test
    void aCursorOfANewMemberBeginsWhereItsOrderDoes() throws Exception {
        open(Durability.OS);
        Cursor cursor = log.openCursor();
        log.begin(new LogState(ALPHA, 3, "alpha", ALPHA, 500, 7, new View(4, List.of()), 0, List.of()));
        log.append(view(5));
        log.append(new LogRecord.Batch(batch(501, 3, "first"), 501));
        log.flush();
        awaitDurable();

        assertThat(cursor.position()).isEqualTo(500);
        assertThat(cursor.lag()).isEqualTo(1);
        assertThat(read(cursor, 1)).containsExactly("501:first");
    }

    @Test
    void aMemberWithoutMessagesMayBeginAnotherOrder() throws Exception {
        open(Durability.OS);
        log.begin(new LogState(ALPHA, 1, "alpha", ALPHA, 0, 0, new View(1, List.of()), 0, List.of()));
        log.append(view(2));
        log.flush();
        log.begin(new LogState(0xb, 1, "beta", 0xb, 40, 9, new View(1, List.of()), 0, List.of()));
        log.append(view(2));
        log.append(new LogRecord.Batch(batch(41, 1, "other"), 41));
        log.flush();
        awaitDurable();

        assertThat(log.state().order()).isEqualTo(0xb);
        assertThat(log.state().lastSequence()).isEqualTo(41);
    }

    @Test
    void missingMessagesAreToldOnceAndReadingGoesOn() throws Exception {
        open(Durability.OS);
        found();
        Cursor cursor = log.openCursor();
        log.append(message(1, "one"));
        log.append(new LogRecord.Gap(2, 9, 1, 9, "away"));
        log.append(message(10, "ten"));
        log.flush();
        awaitDurable();

        assertThat(read(cursor, 1)).containsExactly("1:one");
        assertThatThrownBy(() -> cursor.peek(NOW))
                .isInstanceOf(OrderGapException.class)
                .hasMessageContaining("2 to 9")
                .hasMessageContaining("away");
        assertThat(read(cursor, 1)).containsExactly("10:ten");
    }

    @Test
    void itKnowsHowFarBehindOthersAre() throws Exception {
        open(Durability.OS);
        found();
        for (int i = 1; i <= 1_000; i++) {
            log.append(message(i, "x".repeat(1_000)));
        }
        log.flush();

        assertThat(log.bytesAfter(1_000)).isZero();
        assertThat(log.bytesAfter(900)).isBetween(50_000L, 250_000L);
        assertThat(log.bytesAfter(1)).isGreaterThan(900_000);
    }

    @Test
    void aDiskThatCannotForceEndsTheMember() throws Exception {
        open(Durability.DISK);
        found();
        disk.failToForce(true);
        log.append(message(1, "one"));
        log.flush();
        Eventually.until("the failure is known", () -> log.failure().isPresent());

        assertThat(log.durable()).isLessThan(log.appended());
        assertThat(log.failure().orElseThrow()).contains("cannot be forced");
    }

    @Test
    void aForceThatFailsWhereASegmentEndsIsAFailureToo() throws Exception {
        open(Durability.OS, LogSettings.DEFAULT.withSegments(4_096, 512));
        found();
        disk.failToForce(true);
        for (int number = 1; number <= 5; number++) {
            log.append(message(number, "x".repeat(1_000)));
        }
        log.flush();

        assertThat(log.failure().orElseThrow()).contains("cannot be forced");
        assertThat(warnings).noneMatch(warning -> warning.contains("make space"));
    }

    @Test
    void aDiskThatHangsDoesNotHoldUpTheEndForEver() throws Exception {
        open(Durability.DISK);
        found();
        CountDownLatch hanging = new CountDownLatch(1);
        disk.whileForcing(() -> awaitQuietly(hanging));
        log.append(message(1, "one"));
        log.flush();
        try {
            log.close();

            assertThat(warnings)
                    .last()
                    .asString()
                    .contains("does not answer")
                    .contains("after sequence 0, up to 1, is not forced")
                    .contains("the simulated disk");
        } finally {
            hanging.countDown();
        }
        Eventually.until("the log is closed once the disk answers", () -> {
            try {
                disk.lock().close();
                return true;
            } catch (IOException inUse) {
                return false;
            }
        });
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void afterTheEndWhatIsThereIsReadFirst() throws Exception {
        open(Durability.OS);
        found();
        Cursor cursor = log.openCursor();
        log.append(message(1, "last words"));
        log.flush();
        log.end(() -> new IllegalStateException("over"));

        assertThat(read(cursor, 1)).containsExactly("1:last words");
        assertThatThrownBy(() -> cursor.peek(NOW)).hasMessage("over");
        assertThatThrownBy(() -> log.openCursor()).hasMessage("over");
    }

    @Test
    void othersReadOnlyWhatAPowerFailureDoesNotTake() throws Exception {
        open(Durability.OS);
        found();
        log.append(message(1, "one"));
        log.flush();
        log.append(message(2, "two"));
        int before = disk.forces();
        try (DurableReader reader = log.openReader(1)) {
            assertThat(disk.forces()).isGreaterThan(before);
            assertThat(reader.next()).containsInstanceOf(LogRecord.Checkpoint.class);
            assertThat(reader.next()).containsInstanceOf(LogRecord.EpochStart.class);
            assertThat(reader.next()).containsInstanceOf(LogRecord.ViewChange.class);
            assertThat(reader.next()).contains(message(1, "one"));
            log.flush();
            assertThat(reader.next()).as("came after the reader was opened").isEmpty();
        }
    }

    @Test
    void aCursorGoesOnInTheNextLifeWhereItsReaderStoodInTheLast() throws Exception {
        open(Durability.OS);
        found();
        log.append(message(1, "one"));
        log.append(message(2, "two"));
        log.append(message(3, "three"));
        log.flush();
        assertThat(read(log.openCursor(0), 2)).containsExactly("1:one", "2:two");
        log.close();
        open(Durability.OS);

        assertThat(read(log.openCursor(2), 1)).containsExactly("3:three");
        assertThat(log.openCursor(3).peek(NOW)).isEmpty();
        assertThatThrownBy(() -> log.openCursor(4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("behind sequence 4")
                .hasMessageContaining("received up to 3");
    }

    private void open(Durability durability) throws IOException {
        open(durability, LogSettings.DEFAULT);
    }

    private void open(Durability durability, LogSettings settings) throws IOException {
        SegmentedLog segments =
                SegmentedLog.open(disk, new LogOwner("prices", "alpha", ALPHA, boot), settings, () -> Instant.EPOCH);
        log = new DiskLog(
                segments,
                durability,
                BackgroundThread.executor("forcer"),
                System::nanoTime,
                forced::release,
                room::release,
                warnings::add);
    }

    /** Begins an order with its first view, and waits until both are forced. */
    private void found() {
        log.begin(LogState.EMPTY);
        log.append(new LogRecord.EpochStart(ALPHA, 1, "alpha", ALPHA));
        log.append(view(1));
        log.flush();
        awaitDurable();
    }

    private void awaitDurable() {
        Eventually.until("everything is durable", () -> {
            log.flush();
            return log.durable() == log.appended();
        });
        log.flush();
    }

    private static LogRecord view(long number) {
        MemberIdentity alpha = new MemberIdentity("alpha", ALPHA, Endpoint.ipv4(0x7f000001, 40_001));
        return new LogRecord.ViewChange(
                number == 5 ? 3 : 1, new View(number, List.of(new View.Participant(alpha, 0))), number);
    }

    private static LogRecord message(long sequence, String text) {
        return new LogRecord.Batch(batch(sequence, 1, text), sequence);
    }

    private static OrderedBatch batch(long sequence, long epoch, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer messages = ByteBuffer.allocate(4 + payload.length)
                .putInt(payload.length)
                .put(payload)
                .flip();
        return new OrderedBatch(epoch, sequence, "alpha", ALPHA, sequence, 1, messages);
    }

    private static List<String> read(Cursor cursor, int count) throws InterruptedException {
        List<String> read = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Delivery delivery = cursor.peek(Eventually.DEADLINE).orElseThrow();
            read.add(delivery.sequence() + ":"
                    + StandardCharsets.UTF_8.decode(delivery.payload().duplicate()));
            cursor.advance();
        }
        return read;
    }
}
