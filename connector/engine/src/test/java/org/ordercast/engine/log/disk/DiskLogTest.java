package org.ordercast.engine.log.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ordercast.engine.log.disk.TestDiskLog.batch;
import static org.ordercast.engine.log.disk.TestDiskLog.message;
import static org.ordercast.engine.log.disk.TestDiskLog.read;
import static org.ordercast.engine.log.disk.TestDiskLog.view;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.Delivery;
import org.ordercast.engine.Durability;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.segment.DiskFile;
import org.ordercast.engine.log.segment.SimulatedDisk;
import org.ordercast.engine.membership.View;

/** What is durable, when, and what the next life has of it. */
class DiskLogTest {

    private static final Duration NOW = Duration.ZERO;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final TestDiskLog lives = new TestDiskLog(disk);

    @AfterEach
    void close() {
        lives.close();
    }

    @Test
    void whatWasHandedToTheSystemIsDurableAndReadInOrder() throws Exception {
        DiskLog log = lives.open(Durability.OS);
        TestDiskLog.found(log);
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
        DiskLog log = lives.open(Durability.OS);
        log.begin(LogState.EMPTY);
        log.append(new LogRecord.EpochStart(TestDiskLog.ALPHA, 1, "alpha", TestDiskLog.ALPHA));
        log.append(view(1));
        log.append(message(1, "one"));
        Cursor cursor = log.openCursor();
        disk.whileForcing(() -> assertThat(log.visible().view()).isZero());
        log.flush();
        TestDiskLog.awaitDurable(log);
        disk.whileForcing(() -> {});

        assertThat(log.visible()).isEqualTo(new Visible(1, 1, 1));
        assertThat(read(cursor, 1)).containsExactly("1:one");
        assertThat(disk.forces()).isPositive();
    }

    @Test
    void withDiskDurabilityEverythingIsForcedAndManyRecordsShareOneForce() throws Exception {
        DiskLog log = lives.open(Durability.DISK);
        TestDiskLog.found(log);
        int before = disk.forces();
        for (int i = 1; i <= 500; i++) {
            log.append(message(i, "m" + i));
        }
        log.flush();
        TestDiskLog.awaitDurable(log);

        assertThat(disk.forces() - before).isBetween(1, 10);
        assertThat(log.visible().sequence()).isEqualTo(500);
    }

    @Test
    void theNextLifeGoesOnWhereThisOneEnded() throws Exception {
        DiskLog log = lives.open(Durability.OS);
        TestDiskLog.found(log);
        log.append(message(1, "one"));
        log.commitUpTo(1);
        log.flush();
        log.close();
        log = lives.open(Durability.OS);
        Cursor cursor = log.openCursor();
        log.append(message(2, "two"));
        log.flush();

        assertThat(log.isComplete()).isTrue();
        assertThat(log.state().lastSequence()).isEqualTo(2);
        assertThat(log.state().order()).isEqualTo(TestDiskLog.ALPHA);
        assertThat(log.state().committed()).isEqualTo(1);
        assertThat(read(cursor, 1)).containsExactly("2:two");
    }

    @Test
    void aLogThatMayHaveLostSomethingIsIncompleteUntilANewEpochHoweverOftenItIsOpened() throws Exception {
        DiskLog log = lives.open(Durability.OS);
        TestDiskLog.found(log);
        log.append(message(1, "one"));
        log.flush();
        disk.crash(new SplittableRandom(1));
        lives.reboot();
        log = lives.open(Durability.OS);
        assertThat(log.isComplete()).isFalse();
        log.close();
        log = lives.open(Durability.OS);
        assertThat(log.isComplete()).as("opened again before it was recovered").isFalse();

        log.append(new LogRecord.EpochStart(TestDiskLog.ALPHA, 2, "alpha", TestDiskLog.ALPHA));
        TestDiskLog.awaitDurable(log);
        log.close();
        log = lives.open(Durability.OS);
        assertThat(log.isComplete()).isTrue();
    }

    @Test
    void aMemberWithoutMessagesMayBeginAnotherOrder() throws Exception {
        DiskLog log = lives.open(Durability.OS);
        log.begin(new LogState(
                TestDiskLog.ALPHA, 1, "alpha", TestDiskLog.ALPHA, 0, 0, new View(1, List.of()), 0, List.of()));
        log.append(view(2));
        log.flush();
        log.begin(new LogState(0xb, 1, "beta", 0xb, 40, 9, new View(1, List.of()), 0, List.of()));
        log.append(view(2));
        log.append(new LogRecord.Batch(batch(41, 1, "other"), 41));
        log.flush();
        TestDiskLog.awaitDurable(log);

        assertThat(log.state().order()).isEqualTo(0xb);
        assertThat(log.state().lastSequence()).isEqualTo(41);
    }

    @Test
    void itKnowsHowFarBehindOthersAre() throws Exception {
        DiskLog log = lives.open(Durability.OS);
        TestDiskLog.found(log);
        for (int i = 1; i <= 1_000; i++) {
            log.append(message(i, "x".repeat(1_000)));
        }
        log.flush();

        assertThat(log.bytesAfter(1_000)).isZero();
        assertThat(log.bytesAfter(900)).isBetween(50_000L, 250_000L);
        assertThat(log.bytesAfter(1)).isGreaterThan(900_000);
    }

    @Test
    void aCursorThatKeepsUpNeedsTheDiskForNothing() throws Exception {
        SimulatedDisk rotting = new SimulatedDisk();
        TestDiskLog life = new TestDiskLog(rotting, DiskLog.RECENT_BYTES);
        DiskLog log = life.open(Durability.OS);
        TestDiskLog.found(log);
        Cursor cursor = log.openCursor();
        log.append(message(1, "one"));
        log.flush();
        TestDiskLog.awaitDurable(log);
        String segment = rotting.list().stream()
                .filter(name -> name.endsWith(".segment"))
                .findFirst()
                .orElseThrow();
        try (DiskFile file = rotting.openReadOnly(segment)) {
            rotting.flip(segment, 8 * (file.size() - 10));
        }

        assertThat(read(cursor, 1)).containsExactly("1:one");
        life.close();
    }

    @Test
    void whatAReaderIsHeldUpByIsNotOverwrittenByWhatFollows() throws Exception {
        TestDiskLog life = new TestDiskLog(new SimulatedDisk(), 1 << 20);
        DiskLog log = life.open(Durability.OS);
        TestDiskLog.found(log);
        try (Cursor heldUp = log.openCursor();
                Cursor another = log.openCursor()) {
            log.append(message(1, "one"));
            log.flush();
            TestDiskLog.awaitDurable(log);
            Delivery first = heldUp.peek(NOW).orElseThrow();
            String text = "x".repeat(60_000);
            for (int i = 2; i <= 100; i++) {
                log.append(message(i, text));
                log.flush();
            }
            TestDiskLog.awaitDurable(log);

            assertThat(StandardCharsets.UTF_8.decode(first.payload()).toString())
                    .isEqualTo("one");
            assertThat(read(another, 100).get(99)).isEqualTo("100:" + text);
        }
        life.close();
    }
}
