package org.ordercast.engine.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Counter;
import org.ordercast.engine.protocol.Counters;

/**
 * Sends at the pace of the interface, and counts.
 *
 * <p>The system refuses a datagram when the socket's send buffer is full, because the interface is slower than the
 * sender. To lose it would cost a round of repair, so the sender is slowed to the interface's pace instead, for at most
 * {@link #PATIENCE_NANOS}; then the datagram is lost and counted, as one lost on the wire would be. A socket that stays
 * full is not waited for again until it has taken a datagram.
 */
final class PacedSender {

    private static final long PATIENCE_NANOS = 1_000_000;
    private static final long PAUSE_NANOS = 20_000;

    private final UdpSocket socket;
    private final Counters counters;
    private final Consumer<String> warnings;
    private boolean stuck;
    private boolean failureReported;

    PacedSender(UdpSocket socket, Counters counters, Consumer<String> warnings) {
        this.socket = socket;
        this.counters = counters;
        this.warnings = warnings;
    }

    /** Sends a datagram, or counts it as lost, and says which; the buffer's position stays as it was. */
    boolean send(@Nullable InetSocketAddress to, ByteBuffer datagram) {
        if (to == null) {
            counters.increment(Counter.SEND_FAILURES);
            return false;
        }
        int position = datagram.position();
        int size = datagram.remaining();
        try {
            return offer(to, datagram, 1);
        } catch (IOException e) {
            refused(to, size, e);
            return false;
        } finally {
            datagram.position(position);
        }
    }

    /**
     * Sends datagrams to one place at once, or counts them as lost because the socket stays full.
     *
     * @param bytes all of them, from the buffer's position, which may move, to its limit
     * @param count how many they are
     * @return whether they were sent
     * @throws IOException if the system refuses them, which is not counted
     */
    boolean offer(InetSocketAddress to, ByteBuffer bytes, int count) throws IOException {
        int size = bytes.remaining();
        boolean taken = socket.send(bytes, to);
        if (!taken && !stuck) {
            long start = System.nanoTime();
            do {
                LockSupport.parkNanos(PAUSE_NANOS);
                taken = socket.send(bytes, to);
            } while (!taken && System.nanoTime() - start < PATIENCE_NANOS);
        }
        stuck = !taken;
        if (taken) {
            counters.add(Counter.DATAGRAMS_SENT, count);
            counters.add(Counter.BYTES_SENT, size);
        } else {
            counters.add(Counter.SEND_FAILURES, count);
        }
        return taken;
    }

    /** Counts a refusal, and tells of the first. */
    void refused(@Nullable InetSocketAddress to, int size, IOException refusal) {
        counters.increment(Counter.SEND_FAILURES);
        if (!failureReported) {
            failureReported = true;
            warnings.accept("the system refused to send a datagram of " + size + " bytes to " + to + ": "
                    + refusal.getMessage() + "; check the route and the firewall. Further refusals are only counted ("
                    + Counter.SEND_FAILURES + ")");
        }
    }
}
