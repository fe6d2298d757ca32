package org.ordercast.engine.transport;

import java.nio.ByteBuffer;

/** Takes the datagrams that a transport has received. */
@FunctionalInterface
public interface DatagramReceiver {

    /**
     * Takes a datagram.
     *
     * @param datagram the datagram, from its position to its limit; reused after the call
     */
    void onDatagram(ByteBuffer datagram);
}
