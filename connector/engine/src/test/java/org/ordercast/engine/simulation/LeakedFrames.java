package org.ordercast.engine.simulation;

import java.nio.ByteBuffer;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.DatagramSender;

/** Lets forgers see what is in sealed datagrams: each frame comes, unsealed, among the datagrams that they send again. */
final class LeakedFrames implements DatagramSender {

    private final DatagramHistory history;
    private final DatagramSender next;

    LeakedFrames(DatagramHistory history, DatagramSender next) {
        this.history = history;
        this.next = next;
    }

    @Override
    public void multicast(ByteBuffer datagram) {
        leak(datagram);
        next.multicast(datagram);
    }

    @Override
    public void unicast(Endpoint to, ByteBuffer datagram) {
        leak(datagram);
        next.unicast(to, datagram);
    }

    private void leak(ByteBuffer datagram) {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.get(datagram.position(), bytes);
        history.add(bytes);
    }
}
