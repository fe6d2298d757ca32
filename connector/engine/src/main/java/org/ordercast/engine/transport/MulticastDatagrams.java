package org.ordercast.engine.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Counter;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.Counters;

/**
 * UDP on one network interface: the group's socket, on which multicast is received, and the member's own, on which
 * unicast is received and from which everything is sent. A member hears its own multicasts, too.
 *
 * <p>Receiving: an unconnected channel offers {@link DatagramChannel#receive} alone, which names the sender although
 * nobody here asks. With a direct buffer, that is one system call and no copy, and the JDK keeps the last sender's
 * address: at most one small, short-lived object is made a datagram, and none while one member sends on its own.
 *
 * <p>Sending: the system refuses a datagram when the socket's send buffer is full, because the interface is slower than
 * the sender. To lose it would cost a round of repair, so the sender is slowed to the interface's pace instead, for at
 * most {@link #PATIENCE_NANOS}; then the datagram is lost and counted, as one lost on the wire would be. A socket that
 * stays full is not waited for again until it has taken a datagram.
 */
public final class MulticastDatagrams implements DatagramTransport {

    private static final long PATIENCE_NANOS = 1_000_000;
    private static final long PAUSE_NANOS = 20_000;

    /** Holds any UDP datagram, for other members may be set up to send larger ones than this. */
    private static final int ANY_DATAGRAM = 65_536;

    private final DatagramChannel own;
    private final DatagramChannel group;
    private final InetSocketAddress groupAddress;
    private final EndpointAddresses addresses;
    private final Endpoint endpoint;
    private final int maxDatagramSize;
    private final Counters counters;
    private final Consumer<String> warnings;
    private final ByteBuffer received = ByteBuffer.allocateDirect(ANY_DATAGRAM);
    private boolean stuck;
    private boolean failureReported;

    private MulticastDatagrams(
            GroupNetwork network,
            DatagramChannel own,
            DatagramChannel group,
            Counters counters,
            Consumer<String> warnings)
            throws IOException {
        this.own = own;
        this.group = group;
        this.groupAddress = network.group();
        this.addresses = new EndpointAddresses(network);
        this.endpoint = EndpointAddresses.endpoint((InetSocketAddress) own.getLocalAddress());
        this.maxDatagramSize = network.maxDatagramSize();
        this.counters = counters;
        this.warnings = warnings;
    }

    /**
     * Opens both sockets.
     *
     * @param network where the group is reached
     * @param settings the ports and buffers asked for
     * @param counters what is counted
     * @param warnings told, in a sentence, what an operator should change; on this thread and on the member's
     * @return the open transport
     * @throws IOException if a socket cannot be had; the message names the setting and what to do
     */
    public static MulticastDatagrams open(
            GroupNetwork network, GroupSettings settings, Counters counters, Consumer<String> warnings)
            throws IOException {
        MulticastSockets sockets = new MulticastSockets(network, settings, warnings);
        if (network.maxDatagramSize() > network.fittingDatagramSize()) {
            warnings.accept("maxDatagramSize: " + network.maxDatagramSize() + " is more than the "
                    + network.fittingDatagramSize() + " bytes that "
                    + network.networkInterface().getName()
                    + " sends in one piece; such datagrams are fragmented, and lost whole with any fragment");
        }
        sockets.checkRoute();
        DatagramChannel own = sockets.openOwn();
        try {
            DatagramChannel group = sockets.openGroup();
            try {
                return new MulticastDatagrams(network, own, group, counters, warnings);
            } catch (IOException e) {
                group.close();
                throw e;
            }
        } catch (IOException e) {
            own.close();
            throw e;
        }
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public int maxDatagramSize() {
        return maxDatagramSize;
    }

    @Override
    public void register(Selector selector) throws IOException {
        own.register(selector, SelectionKey.OP_READ);
        group.register(selector, SelectionKey.OP_READ);
    }

    @Override
    public int receive(DatagramReceiver receiver, int limit) throws IOException {
        int count = 0;
        boolean ownHasMore = true;
        boolean groupHasMore = true;
        // By turns, so that a flood on one socket leaves the other its share.
        while (count < limit && (ownHasMore || groupHasMore)) {
            if (ownHasMore) {
                ownHasMore = receiveOne(own, receiver);
                count += ownHasMore ? 1 : 0;
            }
            if (groupHasMore && count < limit) {
                groupHasMore = receiveOne(group, receiver);
                count += groupHasMore ? 1 : 0;
            }
        }
        return count;
    }

    @Override
    public void multicast(ByteBuffer datagram) {
        send(groupAddress, datagram);
    }

    @Override
    public void unicast(Endpoint to, ByteBuffer datagram) {
        send(addresses.of(to), datagram);
    }

    @Override
    public void close() {
        closeSocket(group);
        closeSocket(own);
    }

    private boolean receiveOne(DatagramChannel socket, DatagramReceiver receiver) throws IOException {
        received.clear();
        if (socket.receive(received) == null) {
            return false;
        }
        received.flip();
        counters.increment(Counter.DATAGRAMS_RECEIVED);
        counters.add(Counter.BYTES_RECEIVED, received.remaining());
        receiver.onDatagram(received);
        return true;
    }

    private void send(@Nullable InetSocketAddress to, ByteBuffer datagram) {
        int position = datagram.position();
        int size = datagram.remaining();
        try {
            if (to != null && offer(to, datagram)) {
                counters.increment(Counter.DATAGRAMS_SENT);
                counters.add(Counter.BYTES_SENT, size);
            } else {
                counters.increment(Counter.SEND_FAILURES);
            }
        } catch (IOException e) {
            counters.increment(Counter.SEND_FAILURES);
            report(to, size, e);
        } finally {
            datagram.position(position);
        }
    }

    /** Gives the datagram to the socket, and says whether it took it. */
    private boolean offer(InetSocketAddress to, ByteBuffer datagram) throws IOException {
        boolean taken = own.send(datagram, to) > 0;
        if (!taken && !stuck) {
            long start = System.nanoTime();
            do {
                LockSupport.parkNanos(PAUSE_NANOS);
                taken = own.send(datagram, to) > 0;
            } while (!taken && System.nanoTime() - start < PATIENCE_NANOS);
        }
        stuck = !taken;
        return taken;
    }

    /** Tells of the first refusal; all are counted. */
    private void report(@Nullable InetSocketAddress to, int size, IOException refusal) {
        if (!failureReported) {
            failureReported = true;
            warnings.accept("the system refused to send a datagram of " + size + " bytes to " + to + ": "
                    + refusal.getMessage() + "; check the route and the firewall. Further refusals are only counted ("
                    + Counter.SEND_FAILURES + ")");
        }
    }

    private void closeSocket(DatagramChannel socket) {
        try {
            socket.close();
        } catch (IOException e) {
            warnings.accept("a socket could not be closed: " + e.getMessage());
        }
    }
}
