package org.ordercast.benchmarks.micro;

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

/**
 * From the queue of what waits to be published, through the real protocol of a sequencer and a follower, to both of their logs in
 * memory: nanoseconds for each message, both members together. Datagrams are copied from one to the other, and checked as always.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OrderBenchmark {

    private static final int MESSAGES = 256;

    @Param({"100", "1024"})
    int payload;

    private MemberPair pair;

    /** Creates a benchmark. */
    public OrderBenchmark() {}

    /** Lets the two form a group. */
    @Setup
    public void formGroup() {
        pair = new MemberPair(new byte[payload]);
    }

    /** The sequencer publishes: one order frame after the other. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void publishedBySequencer() {
        pair.publishAtSequencer(MESSAGES);
    }

    /** The follower publishes: frames to the sequencer, or full ones to both, before the order frames. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void publishedByFollower() {
        pair.publishAtFollower(MESSAGES);
    }
}
