package org.ordercast.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import org.ordercast.engine.Durability;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.log.disk.DiskLog;
import org.ordercast.engine.log.segment.BootId;
import org.ordercast.engine.log.segment.DirectoryDisk;
import org.ordercast.engine.log.segment.LogOwner;
import org.ordercast.engine.log.segment.LogReader;
import org.ordercast.engine.log.segment.LogSettings;
import org.ordercast.engine.log.segment.SegmentedLog;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.thread.BackgroundThread;

/** A member's log that is filled as a member fills it: batches as they come in one frame, and a turn's batches at once. */
final class FilledLog {

    /** How many bytes a message has, how many there are in a batch, and how many batches in a turn. */
    private static final int MESSAGE = 1_024;

    private static final int BATCH = 8;
    private static final int TURN = 64;

    private static final long ALPHA = 0xa;

    private FilledLog() {}

    /**
     * Appends so many bytes of messages, and gives the seconds until all of them were durable; or leaves without closing.
     *
     * @param directory where the log is
     * @param bytes how many bytes of messages
     * @param durability when they are durable
     * @param close whether to close the log
     */
    static double fill(Path directory, long bytes, Durability durability, boolean close)
            throws IOException, InterruptedException {
        Semaphore progress = new Semaphore(0);
        DiskLog log = new DiskLog(
                open(directory, durability),
                durability,
                DiskLog.RECENT_BYTES,
                BackgroundThread.executor("forcer"),
                System::nanoTime,
                progress::release,
                progress::release,
                System.err::println);
        begin(log);
        ByteBuffer messages = messages();
        long sequence = 0;
        long begun = System.nanoTime();
        while (sequence * MESSAGE < bytes) {
            for (int i = 0; i < TURN; i++) {
                OrderedBatch batch =
                        new OrderedBatch(1, sequence + 1, "alpha", ALPHA, sequence + 1, BATCH, messages.duplicate());
                sequence += BATCH;
                log.append(new LogRecord.Batch(batch, sequence));
            }
            log.flush();
            while (!log.hasRoom()) {
                progress.acquire();
                log.flush();
            }
            if (durability == Durability.DISK) {
                awaitDurable(log, progress, log.appended() - 2L * TURN * BATCH);
            }
        }
        awaitDurable(log, progress, log.appended());
        double seconds = RawDisk.seconds(begun);
        if (close) {
            log.close();
        }
        return seconds;
    }

    /** Opens the log, which recovers it, and gives the seconds. */
    static double recover(Path directory) throws IOException {
        long begun = System.nanoTime();
        try (SegmentedLog log = open(directory, Durability.OS)) {
            double seconds = RawDisk.seconds(begun);
            if (log.state().lastSequence() == 0) {
                throw new IOException("nothing was recovered from " + directory);
            }
            return seconds;
        }
    }

    /** Reads all messages, each record checked, and gives the seconds. */
    static double replay(Path directory) throws IOException {
        try (SegmentedLog log = open(directory, Durability.OS);
                LogReader reader = log.openReader(1)) {
            long begun = System.nanoTime();
            long last = 0;
            for (Optional<LogItem> item = reader.next(); item.isPresent(); item = reader.next()) {
                if (item.get() instanceof LogRecord.Batch batch) {
                    last = batch.batch().lastSequence();
                }
            }
            double seconds = RawDisk.seconds(begun);
            if (last != log.state().lastSequence()) {
                throw new IOException(
                        "read up to " + last + " of " + log.state().lastSequence());
            }
            return seconds;
        }
    }

    /** Waits as a member does, turn by turn. */
    private static void awaitDurable(DiskLog log, Semaphore progress, long records) throws InterruptedException {
        while (log.durable() < records) {
            progress.acquire();
            log.flush();
        }
    }

    private static SegmentedLog open(Path directory, Durability durability) throws IOException {
        LogSettings settings = new LogSettings(
                LogSettings.DEFAULT.segmentSize(),
                LogSettings.DEFAULT.indexInterval(),
                LogSettings.DEFAULT.bufferSize(),
                Long.MAX_VALUE,
                Duration.ofDays(7),
                durability == Durability.DISK);
        return SegmentedLog.open(
                DirectoryDisk.writable(directory),
                new LogOwner("benchmark", "alpha", ALPHA, BootId.current()),
                settings,
                InstantSource.system());
    }

    private static void begin(DiskLog log) {
        MemberIdentity alpha = new MemberIdentity("alpha", ALPHA, Endpoint.ipv4(0x7f000001, 40_001));
        log.begin(LogState.EMPTY);
        log.append(new LogRecord.EpochStart(ALPHA, 1, "alpha", ALPHA));
        log.append(new LogRecord.ViewChange(1, new View(1, List.of(new View.Participant(alpha, 0))), 1));
        log.flush();
    }

    private static ByteBuffer messages() {
        ByteBuffer messages = ByteBuffer.allocate(BATCH * (Integer.BYTES + MESSAGE));
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < BATCH; i++) {
            messages.putInt(MESSAGE);
            random.longs(MESSAGE / Long.BYTES).forEach(messages::putLong);
        }
        return messages.flip();
    }
}
