package org.ordercast.benchmarks.micro;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.MemoryLog;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.log.segment.BootId;
import org.ordercast.engine.log.segment.DirectoryDisk;
import org.ordercast.engine.log.segment.LogOwner;
import org.ordercast.engine.log.segment.LogSettings;
import org.ordercast.engine.log.segment.SegmentedLog;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;

/**
 * Messages are appended to a log, a turn of several batches at a time, and on disk written at the end of the turn, but not forced:
 * nanoseconds for each message. No cursor reads them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LogBenchmark {

    private static final int BATCHES = 16;
    private static final int BATCH = 32;
    private static final int MESSAGES = BATCHES * BATCH;
    private static final long ALPHA = 0xa;

    @Param({"100", "1024"})
    int payload;

    private ByteBuffer messages;
    private MemoryLog inMemory;
    private SegmentedLog onDisk;
    private Path directory;
    private long inMemorySequence;
    private long onDiskSequence;

    /** Creates a benchmark. */
    public LogBenchmark() {}

    /**
     * Begins empty logs, for no iteration shall begin with what others have left on the disk.
     *
     * @throws IOException if the disk fails
     */
    @Setup(Level.Iteration)
    public void begin() throws IOException {
        messages = ByteBuffer.allocate(BATCH * (Integer.BYTES + payload));
        for (int i = 0; i < BATCH; i++) {
            messages.putInt(payload).put(new byte[payload]);
        }
        messages.flip();
        inMemory = new MemoryLog(Long.MAX_VALUE, () -> {});
        inMemory.begin(LogState.EMPTY);
        inMemorySequence = 0;
        directory = Files.createTempDirectory("log-benchmark");
        onDisk = SegmentedLog.open(
                DirectoryDisk.writable(directory),
                new LogOwner("benchmark", "alpha", ALPHA, BootId.current()),
                LogSettings.DEFAULT,
                InstantSource.system());
        MemberIdentity alpha = new MemberIdentity("alpha", ALPHA, Endpoint.ipv4(0x7f000001, 40_001));
        onDisk.append(new LogRecord.EpochStart(ALPHA, 1, "alpha", ALPHA));
        onDisk.append(new LogRecord.ViewChange(1, new View(1, List.of(new View.Participant(alpha, 0))), 1));
        onDisk.write();
        onDiskSequence = 0;
    }

    /**
     * Deletes what was written.
     *
     * @throws IOException if the disk fails
     */
    @TearDown(Level.Iteration)
    public void end() throws IOException {
        onDisk.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** To the log in memory. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void memory() {
        for (int i = 0; i < BATCHES; i++) {
            inMemory.append(batch(inMemorySequence));
            inMemorySequence += BATCH;
        }
    }

    /**
     * To the log on disk.
     *
     * @throws IOException if the disk fails
     */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void disk() throws IOException {
        for (int i = 0; i < BATCHES; i++) {
            onDisk.append(batch(onDiskSequence));
            onDiskSequence += BATCH;
        }
        onDisk.write();
    }

    private LogRecord batch(long after) {
        return new LogRecord.Batch(
                new OrderedBatch(1, after + 1, "alpha", ALPHA, after + 1, BATCH, messages), after + BATCH);
    }
}
