package org.ordercast.benchmarks.micro;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.DatagramSender;

/**
 * The network of two members, in one direction: each datagram is copied, as sockets do, and waits until the other member reads it.
 * Buffers are used again, so that what is counted as garbage is the engine's.
 */
final class Wire implements DatagramSender {

    private static final int ANY_DATAGRAM = 65_536;

    private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();
    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();

    @Override
    public void multicast(ByteBuffer datagram) {
        ByteBuffer copy = free.isEmpty() ? ByteBuffer.allocateDirect(ANY_DATAGRAM) : free.poll();
        copy.clear();
        copy.put(0, datagram, datagram.position(), datagram.remaining()).limit(datagram.remaining());
        waiting.add(copy);
    }

    /** There is only one other member. */
    @Override
    public void unicast(Endpoint to, ByteBuffer datagram) {
        multicast(datagram);
    }

    /** Gives the member what waits for it. */
    void deliverTo(PairedMember member, long now) {
        for (ByteBuffer datagram = waiting.poll(); datagram != null; datagram = waiting.poll()) {
            member.receive(datagram, now);
            free.add(datagram);
        }
    }
}
