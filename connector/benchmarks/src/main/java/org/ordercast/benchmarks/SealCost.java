package org.ordercast.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.protocol.Counters;
import org.ordercast.engine.protocol.DatagramSender;
import org.ordercast.engine.protocol.ProtocolEvents;
import org.ordercast.engine.security.CipherSuite;
import org.ordercast.engine.security.GroupKey;
import org.ordercast.engine.security.GroupSeal;
import org.ordercast.engine.security.KeyRing;
import org.ordercast.engine.security.NonceCounter;

/**
 * What it costs to seal a datagram, to open it, and to refuse a forged one: nanoseconds and bytes of garbage for each, of
 * each cipher, at Ethernet's size and at loopback's. One thread; the median of several rounds, after some that warm up.
 */
public final class SealCost {

    private static final int WARM_UP_ROUNDS = 4;
    private static final int ROUNDS = 9;
    private static final long BYTES_A_ROUND = 64_000_000;
    private static final int MOST_A_ROUND = 20_000;
    private static final long GROUP = FrameHeader.groupId("prices");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private SealCost() {}

    /** One thing that is done to a datagram. */
    private interface Step {
        void run(int datagram);
    }

    /** Nanoseconds and bytes of garbage for one datagram. */
    private record Cost(double nanos, double bytes) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,.0f ns, %,.0f B", nanos, bytes);
        }
    }

    /**
     * Measures, and prints a table.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        System.out.println("| cipher | datagram | seal | open | refuse a forged one |");
        System.out.println("| --- | --- | --- | --- | --- |");
        for (CipherSuite suite : CipherSuite.values()) {
            for (int size : new int[] {1_400, 65_000}) {
                printRow(suite, size);
            }
        }
    }

    private static void printRow(CipherSuite suite, int size) {
        int datagrams = (int) Math.min(MOST_A_ROUND, BYTES_A_ROUND / size);
        ByteBuffer frame = frame(size - GroupSeal.OVERHEAD);
        ByteBuffer[] sealed = new ByteBuffer[datagrams];
        for (int i = 0; i < datagrams; i++) {
            sealed[i] = ByteBuffer.allocateDirect(size);
        }
        Sink sink = new Sink();
        DatagramSender sender = seal(suite, 1).sealing(sink);
        GroupSeal receiver = seal(suite, 2);
        Cost[] seals = new Cost[ROUNDS];
        Cost[] opens = new Cost[ROUNDS];
        Cost[] refusals = new Cost[ROUNDS];
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            Cost seal = measure(datagrams, i -> sender.multicast(frame));
            for (ByteBuffer datagram : sealed) {
                sender.multicast(frame);
                datagram.clear().put(sink.last.duplicate()).flip();
            }
            Cost open = measure(datagrams, i -> require(receiver.gate().admit(sealed[i], 0) != null));
            for (ByteBuffer datagram : sealed) {
                datagram.put(size - 1, (byte) ~datagram.get(size - 1));
            }
            Cost refusal = measure(datagrams, i -> require(receiver.gate().admit(sealed[i], 0) == null));
            if (round >= 0) {
                seals[round] = seal;
                opens[round] = open;
                refusals[round] = refusal;
            }
        }
        System.out.println("| " + suite.label() + " | " + size + " B | " + median(seals) + " | " + median(opens) + " | "
                + median(refusals) + " |");
    }

    private static Cost measure(int datagrams, Step step) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        for (int i = 0; i < datagrams; i++) {
            step.run(i);
        }
        long nanos = System.nanoTime() - start;
        return new Cost(
                nanos / (double) datagrams, (THREADS.getCurrentThreadAllocatedBytes() - bytes) / (double) datagrams);
    }

    private static Cost median(Cost[] costs) {
        return new Cost(
                Arrays.stream(costs).mapToDouble(Cost::nanos).sorted().toArray()[ROUNDS / 2],
                Arrays.stream(costs).mapToDouble(Cost::bytes).sorted().toArray()[ROUNDS / 2]);
    }

    private static void require(boolean expected) {
        if (!expected) {
            throw new IllegalStateException("the gate did not do what is to be measured");
        }
    }

    private static ByteBuffer frame(int size) {
        ByteBuffer frame = ByteBuffer.allocate(size);
        FrameHeader.begin(frame, FrameType.ORDER, GROUP, 1);
        FrameHeader.finish(frame.position(size));
        return frame;
    }

    private static GroupSeal seal(CipherSuite suite, long incarnation) {
        return new GroupSeal(
                suite,
                new KeyRing(List.of(new GroupKey(1, new byte[GroupKey.LENGTH]))),
                GROUP,
                incarnation,
                NonceCounter.startingAt(System.currentTimeMillis()),
                new Counters(),
                new Silent());
    }

    /** Takes what is sealed, and keeps the last for a copy. */
    private static final class Sink implements DatagramSender {

        private ByteBuffer last = ByteBuffer.allocate(0);

        @Override
        public void multicast(ByteBuffer datagram) {
            last = datagram;
        }

        @Override
        public void unicast(Endpoint to, ByteBuffer datagram) {
            last = datagram;
        }
    }

    /** An operator who is told nothing. */
    private static final class Silent implements ProtocolEvents {

        @Override
        public void stateChanged(MemberState from, MemberState to, String reason) {}

        @Override
        public void viewChanged(long view, List<MemberIdentity> members) {}

        @Override
        public void warning(String message) {}
    }
}
