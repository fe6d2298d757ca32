package org.ordercast.benchmarks.micro;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.Counters;
import org.ordercast.engine.protocol.DatagramSender;
import org.ordercast.engine.protocol.FrameGate;
import org.ordercast.engine.security.CipherSuite;
import org.ordercast.engine.security.GroupKey;
import org.ordercast.engine.security.GroupSeal;
import org.ordercast.engine.security.KeyRing;
import org.ordercast.engine.security.NonceCounter;

/**
 * A datagram is sealed, sealed and then opened by another member, or refused because it is forged: nanoseconds for each. To open one
 * takes what the second takes longer than the first; none can be opened twice.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SealBenchmark {

    private static final long GROUP = FrameHeader.groupId("benchmark");

    @Param
    CipherSuite cipher;

    @Param({"1400", "65000"})
    int datagram;

    private final LastDatagram sent = new LastDatagram();
    private ByteBuffer frame;
    private DatagramSender sender;
    private FrameGate gate;
    private ByteBuffer forged;

    /** Creates a benchmark. */
    public SealBenchmark() {}

    /** Makes two members' seals, a frame and a forged datagram. */
    @Setup
    public void prepare() {
        frame = ByteBuffer.allocate(datagram - GroupSeal.OVERHEAD);
        FrameHeader.begin(frame, FrameType.ORDER, GROUP, 1);
        FrameHeader.finish(frame.position(frame.limit()));
        sender = seal(1).sealing(sent);
        gate = seal(2).gate();
        ByteBuffer sealed = seal();
        forged = ByteBuffer.allocateDirect(datagram).put(sealed.duplicate()).flip();
        forged.put(datagram - 1, (byte) ~forged.get(datagram - 1));
        if (gate.admit(sealed, 0) == null || gate.admit(forged, 0) != null) {
            throw new IllegalStateException("the gate did not do what is to be measured");
        }
    }

    private GroupSeal seal(long incarnation) {
        return new GroupSeal(
                cipher,
                new KeyRing(List.of(new GroupKey(1, new byte[GroupKey.LENGTH]))),
                GROUP,
                incarnation,
                NonceCounter.startingAt(System.currentTimeMillis()),
                new Counters(),
                new NoEvents());
    }

    /**
     * Seals.
     *
     * @return the datagram
     */
    @Benchmark
    public ByteBuffer seal() {
        sender.multicast(frame);
        return sent.last;
    }

    /**
     * Seals and opens.
     *
     * @return the frame
     */
    @Benchmark
    public @Nullable ByteBuffer sealAndOpen() {
        return gate.admit(seal(), 0);
    }

    /**
     * Refuses.
     *
     * @return null
     */
    @Benchmark
    public @Nullable ByteBuffer refuse() {
        return gate.admit(forged, 0);
    }

    /** Keeps what was sent last, until the next is. */
    private static final class LastDatagram implements DatagramSender {

        private ByteBuffer last = ByteBuffer.allocate(0);

        @Override
        public void multicast(ByteBuffer datagram) {
            last = datagram;
        }

        @Override
        public void unicast(Endpoint to, ByteBuffer datagram) {
            throw new IllegalStateException("nothing is sent to one member");
        }
    }
}
