package org.ordercast.engine.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.ordercast.engine.Counter;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.Counters;

/**
 * UDP as the JDK has it on every platform: one system call a datagram.
 *
 * <p>Receiving: an unconnected channel offers {@link DatagramChannel#receive} alone, which names the sender although
 * nobody here asks. With a direct buffer, that is one system call and no copy, and the JDK keeps the last sender's
 * address: at most one small, short-lived object is made a datagram, and none while one member sends on its own.
 */
final class NioDatagrams implements DatagramTransport {

    /** Holds any UDP datagram, for other members may be set up to send larger ones than this. */
    private static final int ANY_DATAGRAM = 65_536;

    private final SocketPair<NioSocket> sockets;
    private final Selector selector;
    private final PacedSender sender;
    private final Counters counters;
    private final ByteBuffer received = ByteBuffer.allocateDirect(ANY_DATAGRAM);

    private NioDatagrams(
            SocketPair<NioSocket> sockets, Selector selector, Counters counters, Consumer<String> warnings) {
        this.sockets = sockets;
        this.selector = selector;
        this.counters = counters;
        this.sender = new PacedSender(sockets.own(), counters, warnings);
    }

    static NioDatagrams open(MulticastSockets setup, Counters counters, Consumer<String> warnings) throws IOException {
        SocketPair<NioSocket> sockets = setup.open(NioSocket::open);
        try {
            Selector selector = Selector.open();
            try {
                sockets.own().watch(selector);
                sockets.group().watch(selector);
            } catch (IOException e) {
                selector.close();
                throw e;
            }
            return new NioDatagrams(sockets, selector, counters, warnings);
        } catch (IOException e) {
            sockets.close();
            throw e;
        }
    }

    @Override
    public Endpoint endpoint() {
        return sockets.endpoint();
    }

    @Override
    public int maxDatagramSize() {
        return sockets.maxDatagramSize();
    }

    @Override
    public int receive(DatagramReceiver receiver, int limit) throws IOException {
        int count = 0;
        boolean ownHasMore = true;
        boolean groupHasMore = true;
        // By turns, so that a flood on one socket leaves the other its share.
        while (count < limit && (ownHasMore || groupHasMore)) {
            if (ownHasMore) {
                ownHasMore = receiveOne(sockets.own(), receiver);
                count += ownHasMore ? 1 : 0;
            }
            if (groupHasMore && count < limit) {
                groupHasMore = receiveOne(sockets.group(), receiver);
                count += groupHasMore ? 1 : 0;
            }
        }
        return count;
    }

    @Override
    public void multicast(ByteBuffer datagram) {
        sender.send(sockets.groupAddress(), datagram);
    }

    @Override
    public void unicast(Endpoint to, ByteBuffer datagram) {
        sender.send(sockets.addresses().of(to), datagram);
    }

    /** Nothing is held back: the next system call would take no more of it. */
    @Override
    public void flush() {}

    @Override
    public void await(long nanos) throws IOException {
        // Rounded up: to wake before a timer is due would be to come back at once.
        selector.select(NioDatagrams::leaveToReceiving, TimeUnit.NANOSECONDS.toMillis(nanos - 1) + 1);
    }

    /** Each socket is asked itself: that is no dearer than to keep account of which are ready. */
    private static void leaveToReceiving(SelectionKey ready) {}

    @Override
    public void wakeUp() {
        selector.wakeup();
    }

    @Override
    public void close() {
        sockets.close();
        sockets.closeOne(selector);
    }

    private boolean receiveOne(NioSocket socket, DatagramReceiver receiver) throws IOException {
        received.clear();
        if (!socket.receive(received)) {
            return false;
        }
        received.flip();
        counters.increment(Counter.DATAGRAMS_RECEIVED);
        counters.add(Counter.BYTES_RECEIVED, received.remaining());
        receiver.onDatagram(received);
        return true;
    }
}
