package org.ordercast.engine.log.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ordercast.engine.log.disk.TestDiskLog.batch;
import static org.ordercast.engine.log.disk.TestDiskLog.message;
import static org.ordercast.engine.log.disk.TestDiskLog.read;
import static org.ordercast.engine.log.disk.TestDiskLog.view;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.Delivery;
import org.ordercast.engine.Durability;
import org.ordercast.engine.Eventually;
import org.ordercast.engine.OrderGapException;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.segment.SimulatedDisk;
import org.ordercast.engine.membership.View;

/** What those read who follow the log, in this life and over the next: from the disk, or from memory what is recent. */
@ParameterizedClass
@ValueSource(longs = {0, DiskLog.RECENT_BYTES})
class DiskLogCursorTest {

    private static final Duration NOW = Duration.ZERO;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final TestDiskLog lives;

    DiskLogCursorTest(long recentBytes) {
        lives = new TestDiskLog(disk, recentBytes);
    }

    @AfterEach
    void close() {
        lives.close();
    }

    @Test
    void aReaderThatWaitsIsWoken() throws Exception {
        DiskLog log = lives.open(Durability.OS);
        TestDiskLog.found(log);
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
    void aCursorOfANewMemberBeginsWhereItsOrderDoes() throws Exception {
        DiskLog log = lives.open(Durability.OS);
        Cursor cursor = log.openCursor();
        log.begin(new LogState(
                TestDiskLog.ALPHA, 3, "alpha", TestDiskLog.ALPHA, 500, 7, new View(4, List.of()), 0, List.of()));
        log.append(view(5));
        log.append(new LogRecord.Batch(batch(501, 3, "first"), 501));
        log.flush();
        TestDiskLog.awaitDurable(log);

        assertThat(cursor.position()).isEqualTo(500);
        assertThat(cursor.lag()).isEqualTo(1);
        assertThat(read(cursor, 1)).containsExactly("501:first");
    }

    @Test
    void missingMessagesAreToldOnceAndReadingGoesOn() throws Exception {
        DiskLog log = lives.open(Durability.OS);
        TestDiskLog.found(log);
        Cursor cursor = log.openCursor();
        log.append(message(1, "one"));
        log.append(new LogRecord.Gap(2, 9, 1, 9, "away"));
        log.append(message(10, "ten"));
        log.flush();
        TestDiskLog.awaitDurable(log);

        assertThat(read(cursor, 1)).containsExactly("1:one");
        assertThatThrownBy(() -> cursor.peek(NOW))
                .isInstanceOf(OrderGapException.class)
                .hasMessageContaining("2 to 9")
                .hasMessageContaining("away");
        assertThat(read(cursor, 1)).containsExactly("10:ten");
    }

    @Test
    void afterTheEndWhatIsThereIsReadFirst() throws Exception {
        DiskLog log = lives.open(Durability.OS);
        TestDiskLog.found(log);
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
        DiskLog log = lives.open(Durability.OS);
        TestDiskLog.found(log);
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
        DiskLog log = lives.open(Durability.OS);
        TestDiskLog.found(log);
        log.append(message(1, "one"));
        log.append(message(2, "two"));
        log.append(message(3, "three"));
        log.flush();
        assertThat(read(log.openCursor(0), 2)).containsExactly("1:one", "2:two");
        log.close();
        DiskLog next = lives.open(Durability.OS);

        assertThat(read(next.openCursor(2), 1)).containsExactly("3:three");
        assertThat(next.openCursor(3).peek(NOW)).isEmpty();
        assertThatThrownBy(() -> next.openCursor(4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("behind sequence 4")
                .hasMessageContaining("received up to 3");
    }
}
