package org.ordercast.engine.log.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ordercast.engine.log.disk.TestDiskLog.message;
import static org.ordercast.engine.log.disk.TestDiskLog.read;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.Durability;
import org.ordercast.engine.Eventually;
import org.ordercast.engine.LogAlarm;
import org.ordercast.engine.log.segment.LogSettings;
import org.ordercast.engine.log.segment.SimulatedDisk;

/** A disk that is full, cannot force, or hangs: nothing is lost silently, and nobody waits for ever. */
class DiskLogFailureTest {

    private final SimulatedDisk disk = new SimulatedDisk();
    private final TestDiskLog lives = new TestDiskLog(disk);

    @AfterEach
    void close() {
        lives.close();
    }

    @Test
    void aFullDiskTakesTheRoomAndGivesItBackWithoutLosingAnything() throws Exception {
        DiskLog log = lives.open(Durability.OS, LogSettings.DEFAULT.withBuffer(4_000));
        TestDiskLog.found(log);
        Cursor cursor = log.openCursor();
        disk.limitTo(disk.used() + 2_000);
        int written = 0;
        while (log.hasRoom()) {
            written++;
            log.append(message(written, "x".repeat(100)));
            log.flush();
            assertThat(written).isLessThan(1_000);
        }
        assertThat(lives.warnings()).anyMatch(warning -> warning.contains("is full"));
        LogAlarm alarm = log.snapshot().alarms().get(0);
        assertThat(alarm.kind()).isEqualTo(LogAlarm.Kind.DISK_FULL);
        assertThat(alarm.missingBytes()).isPositive().isEqualTo(log.snapshot().unwrittenBytes());
        assertThat(alarm.freeBytes()).isNotNegative();
        assertThat(log.snapshot().written()).isLessThan(log.snapshot().last());
        assertThat(log.durable()).isLessThan(log.appended());

        disk.limitTo(Long.MAX_VALUE);
        Eventually.until("there is room again", () -> {
            log.flush();
            return lives.hasSaidThatThereIsRoom();
        });
        assertThat(log.hasRoom()).isTrue();
        assertThat(lives.warnings()).last().asString().contains("again");
        assertThat(log.snapshot().alarms()).isEmpty();
        assertThat(read(cursor, written)).hasSize(written);
    }

    @Test
    void aDiskThatCannotForceEndsTheMember() throws Exception {
        DiskLog log = lives.open(Durability.DISK);
        TestDiskLog.found(log);
        disk.failToForce(true);
        log.append(message(1, "one"));
        log.flush();
        Eventually.until("the failure is known", () -> log.failure().isPresent());

        assertThat(log.durable()).isLessThan(log.appended());
        assertThat(log.failure().orElseThrow()).contains("cannot be forced");
    }

    @Test
    void aForceThatFailsWhereASegmentEndsIsAFailureToo() throws Exception {
        DiskLog log = lives.open(Durability.OS, LogSettings.DEFAULT.withSegments(4_096, 512));
        TestDiskLog.found(log);
        disk.failToForce(true);
        for (int number = 1; number <= 5; number++) {
            log.append(message(number, "x".repeat(1_000)));
        }
        log.flush();

        assertThat(log.failure().orElseThrow()).contains("cannot be forced");
        assertThat(lives.warnings()).noneMatch(warning -> warning.contains("make space"));
    }

    @Test
    void aDiskThatHangsDoesNotHoldUpTheEndForEver() throws Exception {
        DiskLog log = lives.open(Durability.DISK);
        TestDiskLog.found(log);
        CountDownLatch hanging = new CountDownLatch(1);
        disk.whileForcing(() -> awaitQuietly(hanging));
        log.append(message(1, "one"));
        log.flush();
        try {
            log.close();

            assertThat(lives.warnings())
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
}
