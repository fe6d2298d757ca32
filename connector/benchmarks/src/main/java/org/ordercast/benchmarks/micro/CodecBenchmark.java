package org.ordercast.benchmarks.micro;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.EntryWriter;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.OrderFrame;

/** A frame of messages of one publisher, with its checksum: nanoseconds for each message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {

    private static final int MESSAGES = 32;
    private static final long GROUP = FrameHeader.groupId("benchmark");
    private static final long PUBLISHER = 0xa;

    @Param({"100", "1024"})
    int payload;

    private final ByteBuffer frame = ByteBuffer.allocate(65_507);
    private final EntryWriter writer = new EntryWriter();
    private final Entry entry = new Entry();
    private byte[] message = {};

    /** Creates a benchmark. */
    public CodecBenchmark() {}

    /** Writes the first frame. */
    @Setup
    public void prepare() {
        message = new byte[payload];
        write();
    }

    /**
     * Writes a frame.
     *
     * @return the frame
     */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public ByteBuffer write() {
        frame.clear();
        FrameHeader.begin(frame, FrameType.ORDER, GROUP, PUBLISHER);
        OrderFrame.write(frame, 1, 1, 1, 0, 0, 0);
        writer.wrap(frame.position(OrderFrame.ENTRIES));
        for (int i = 1; i <= MESSAGES; i++) {
            if (!writer.addMessage(PUBLISHER, i, message, false)) {
                throw new IllegalStateException("the frame is full");
            }
        }
        FrameHeader.finish(frame);
        return frame;
    }

    /**
     * Checks a frame, and goes through its entries.
     *
     * @return how many messages there are
     */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public int read() {
        if (FrameHeader.check(frame, GROUP) != null || !Entry.areValid(frame, OrderFrame.ENTRIES)) {
            throw new IllegalStateException("the frame is not as it was written");
        }
        int messages = 0;
        entry.wrap(frame, OrderFrame.ENTRIES);
        while (entry.next()) {
            messages += entry.count();
        }
        return messages;
    }
}
