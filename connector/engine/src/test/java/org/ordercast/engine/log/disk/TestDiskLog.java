package org.ordercast.engine.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.Delivery;
import org.ordercast.engine.Durability;
import org.ordercast.engine.Eventually;
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

/** The log of member alpha on a disk, life after life, and what it may hold. */
final class TestDiskLog {

    static final long ALPHA = 0xa;

    private final SimulatedDisk disk;
    private final List<String> warnings = new ArrayList<>();
    private final Semaphore room = new Semaphore(0);
    private String boot = "boot";
    private @Nullable DiskLog newest;

    private final long recentBytes;

    /** Logs whose cursors read the disk. */
    TestDiskLog(SimulatedDisk disk) {
        this(disk, 0);
    }

    TestDiskLog(SimulatedDisk disk, long recentBytes) {
        this.disk = disk;
        this.recentBytes = recentBytes;
    }

    DiskLog open(Durability durability) throws IOException {
        return open(durability, LogSettings.DEFAULT);
    }

    DiskLog open(Durability durability, LogSettings settings) throws IOException {
        SegmentedLog segments =
                SegmentedLog.open(disk, new LogOwner("prices", "alpha", ALPHA, boot), settings, () -> Instant.EPOCH);
        newest = new DiskLog(
                segments,
                durability,
                recentBytes,
                BackgroundThread.executor("forcer"),
                System::nanoTime,
                () -> {},
                room::release,
                warnings::add);
        return newest;
    }

    /** Closes the newest log, if there was one. */
    void close() {
        if (newest != null) {
            newest.close();
        }
    }

    /** The machine starts again before the next life. */
    void reboot() {
        boot = "another boot";
    }

    /** What the operator was told. */
    List<String> warnings() {
        return warnings;
    }

    /** Whether the log has said that it has room again. */
    boolean hasSaidThatThereIsRoom() {
        return room.tryAcquire();
    }

    /** Begins an order with its first view, and waits until both are forced. */
    static void found(DiskLog log) {
        log.begin(LogState.EMPTY);
        log.append(new LogRecord.EpochStart(ALPHA, 1, "alpha", ALPHA));
        log.append(view(1));
        log.flush();
        awaitDurable(log);
    }

    static void awaitDurable(DiskLog log) {
        Eventually.until("everything is durable", () -> {
            log.flush();
            return log.durable() == log.appended();
        });
        log.flush();
    }

    static LogRecord view(long number) {
        MemberIdentity alpha = new MemberIdentity("alpha", ALPHA, Endpoint.ipv4(0x7f000001, 40_001));
        return new LogRecord.ViewChange(
                number == 5 ? 3 : 1, new View(number, List.of(new View.Participant(alpha, 0))), number);
    }

    static LogRecord message(long sequence, String text) {
        return new LogRecord.Batch(batch(sequence, 1, text), sequence);
    }

    static OrderedBatch batch(long sequence, long epoch, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer messages = ByteBuffer.allocate(4 + payload.length)
                .putInt(payload.length)
                .put(payload)
                .flip();
        return new OrderedBatch(epoch, sequence, "alpha", ALPHA, sequence, 1, messages);
    }

    static List<String> read(Cursor cursor, int count) throws InterruptedException {
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
