package org.ordercast.engine.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.UncheckedBooleanSupplier;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Counter;
import org.ordercast.engine.protocol.Counters;

/**
 * What has arrived on one socket and is yet to be taken. It gives Netty the memory to receive into, and remembers how
 * long the datagrams in it are, so that they can be taken when the turn comes, from where the system put them.
 *
 * <p>What the system received as one is datagrams of one length, the last of which may be shorter. Netty hands them on
 * one by one; they lie side by side in the memory.
 */
final class EpollInbox extends ChannelInboundHandlerAdapter implements RecvByteBufAllocator.ExtendedHandle {

    /** Holds any UDP datagram, and anything that the system receives as one. */
    private static final int ANY_DATAGRAM = 65_536;

    /** How much is received before the other socket gets its turn. */
    private static final int PACKETS = 4;

    private final Counters counters;
    private final Packet[] packets = new Packet[PACKETS];
    private int filled;
    private int taken;
    private boolean readSomething;
    private int lastBytesRead;
    private int attemptedBytesRead;
    private @Nullable Throwable failure;

    EpollInbox(Counters counters) {
        this.counters = counters;
        UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true, true);
        for (int i = 0; i < PACKETS; i++) {
            packets[i] = new Packet(memory.directBuffer(ANY_DATAGRAM, ANY_DATAGRAM));
        }
    }

    /** Takes datagrams out, in the order of their arrival, and says how many. */
    int take(DatagramReceiver receiver, int limit) throws IOException {
        int count = 0;
        while (count < limit && taken < filled) {
            Packet packet = packets[taken];
            ByteBuffer datagram = packet.next();
            if (datagram == null) {
                taken++;
            } else {
                count++;
                counters.increment(Counter.DATAGRAMS_RECEIVED);
                counters.add(Counter.BYTES_RECEIVED, datagram.remaining());
                receiver.onDatagram(datagram);
            }
        }
        if (failure != null) {
            throw new IOException("receiving failed: " + failure.getMessage(), failure);
        }
        return count;
    }

    boolean isEmpty() {
        return taken == filled;
    }

    /** Gives the memory back, which must not be received into any more. */
    void release() {
        filled = 0;
        taken = 0;
        for (Packet packet : packets) {
            packet.memory.release();
        }
    }

    // What Netty calls, in this order, again and again as long as it is to go on; all within a turn of its loop.

    /** The inbox is empty: it is only received when it is. */
    @Override
    public void reset(ChannelConfig config) {
        filled = 0;
        taken = 0;
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator unused) {
        readSomething = false;
        return packets[filled].begin();
    }

    @Override
    public void incMessagesRead(int count) {
        readSomething = true;
        filled++;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        DatagramPacket datagram = (DatagramPacket) message;
        packets[filled - 1].add(datagram.content().readableBytes());
        datagram.release();
    }

    @Override
    public boolean continueReading() {
        return readSomething && filled < PACKETS;
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
        return continueReading();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failure = cause;
    }

    @Override
    public int guess() {
        return ANY_DATAGRAM;
    }

    @Override
    public void lastBytesRead(int bytes) {
        lastBytesRead = bytes;
    }

    @Override
    public int lastBytesRead() {
        return lastBytesRead;
    }

    @Override
    public void attemptedBytesRead(int bytes) {
        attemptedBytesRead = bytes;
    }

    @Override
    public int attemptedBytesRead() {
        return attemptedBytesRead;
    }

    @Override
    public void readComplete() {}

    /** What the system received as one. */
    private static final class Packet {
        private final ByteBuf memory;
        private final ByteBuffer bytes;
        private int segment;
        private int end;
        private int next;

        Packet(ByteBuf memory) {
            this.memory = memory;
            this.bytes = memory.nioBuffer(0, memory.capacity());
        }

        /** Netty releases what it is given. */
        ByteBuf begin() {
            segment = 0;
            end = 0;
            next = 0;
            return memory.clear().retain();
        }

        void add(int length) {
            if (end == 0) {
                segment = length;
            }
            end += length;
        }

        @Nullable
        ByteBuffer next() {
            if (next == end) {
                return null;
            }
            int start = next;
            next = Math.min(start + segment, end);
            return bytes.limit(next).position(start);
        }
    }
}
