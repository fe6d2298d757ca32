package org.ordercast.engine.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDatagramChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Counter;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.Counters;

/**
 * UDP over Netty's native epoll transport, which lets Linux cut what is sent into datagrams (segmentation offload) and
 * receive what follows on another as one (receive offload): with datagrams of an Ethernet's size, system calls are what
 * costs most.
 *
 * <p>Netty's part in it begins on the member's thread and ends there, so that no thread keeps anything of it.
 */
final class EpollDatagrams implements DatagramTransport {

    private static final int ANY_DATAGRAM = 65_536;

    private final SocketPair<EpollSocket> sockets;
    private final SegmentedSender sender;
    private final Counters counters;
    private final ByteBuf gathered = new UnpooledByteBufAllocator(true, true).directBuffer(ANY_DATAGRAM, ANY_DATAGRAM);
    private final EpollInbox own;
    private final EpollInbox group;
    private volatile @Nullable EpollTurns turns;
    private volatile boolean woken;
    private boolean closed;

    private EpollDatagrams(SocketPair<EpollSocket> sockets, Counters counters, Consumer<String> warnings) {
        this.sockets = sockets;
        this.counters = counters;
        this.own = new EpollInbox(counters);
        this.group = new EpollInbox(counters);
        this.sender = new SegmentedSender(sockets.own(), gathered.nioBuffer(0, ANY_DATAGRAM), counters, warnings);
    }

    static EpollDatagrams open(MulticastSockets setup, Counters counters, Consumer<String> warnings)
            throws IOException {
        return new EpollDatagrams(setup.open(EpollSocket::open), counters, warnings);
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
        int count = take(receiver, limit);
        boolean more = true;
        while (more && count < limit) {
            turns().runNow();
            int taken = take(receiver, limit - count);
            more = taken > 0;
            count += taken;
        }
        return count;
    }

    /** Of what arrived in one turn of Netty's loop, which gives each socket its share. */
    private int take(DatagramReceiver receiver, int limit) throws IOException {
        int count = own.take(receiver, limit);
        return count + group.take(receiver, limit - count);
    }

    @Override
    public void multicast(ByteBuffer datagram) {
        send(sockets.groupAddress(), datagram);
    }

    @Override
    public void unicast(Endpoint to, ByteBuffer datagram) {
        send(sockets.addresses().of(to), datagram);
    }

    private void send(@Nullable InetSocketAddress to, ByteBuffer datagram) {
        if (closed) {
            counters.increment(Counter.SEND_FAILURES);
        } else {
            sender.send(to, datagram);
        }
    }

    @Override
    public void flush() {
        if (!closed) {
            sender.flush();
        }
    }

    /** Receives already, into memory, what is there to be received. */
    @Override
    public void await(long nanos) throws IOException {
        if (own.isEmpty() && group.isEmpty()) {
            turns().run(nanos);
        }
        woken = false;
    }

    @Override
    public void wakeUp() {
        woken = true;
        EpollTurns begun = turns;
        if (begun != null) {
            begun.wakeup();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        EpollTurns begun = turns;
        if (begun != null) {
            begun.end();
        }
        sockets.close();
        own.release();
        group.release();
        gathered.release();
    }

    private EpollTurns turns() throws IOException {
        EpollTurns begun = turns;
        return begun != null ? begun : begin();
    }

    private EpollTurns begin() throws IOException {
        if (closed) {
            throw new IOException("the transport is closed");
        }
        EpollTurns begun = new EpollTurns(() -> woken);
        turns = begun;
        register(sockets.own(), own, begun);
        register(sockets.group(), group, begun);
        return begun;
    }

    private static void register(EpollSocket socket, EpollInbox inbox, EventLoop turns) throws IOException {
        EpollDatagramChannel channel = socket.channel();
        channel.config().setRecvByteBufAllocator(() -> inbox);
        channel.pipeline().addLast(inbox);
        // Done at once, for this is the loop's thread.
        Throwable failure = turns.register(channel).cause();
        if (failure != null) {
            throw new IOException("a socket cannot be watched: " + failure.getMessage(), failure);
        }
    }
}
