package org.ordercast.engine.transport;

import java.io.IOException;
import java.nio.channels.Selector;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.DatagramSender;

/**
 * Carries a member's datagrams. For the member's thread alone, once it is registered; nothing here waits for the
 * network.
 */
public interface DatagramTransport extends DatagramSender, AutoCloseable {

    /**
     * Where other members reach this one.
     *
     * @return the address and port of the member's own socket
     */
    Endpoint endpoint();

    /**
     * The largest datagram to send.
     *
     * @return a size in bytes
     */
    int maxDatagramSize();

    /**
     * Has a selector wake up when there is something to receive.
     *
     * @param selector the selector
     * @throws IOException if a socket cannot be watched
     */
    void register(Selector selector) throws IOException;

    /**
     * Receives what has arrived.
     *
     * @param receiver takes each datagram
     * @param limit how many to receive at most
     * @return how many were received; fewer than {@code limit} when for now there are no more
     * @throws IOException if a socket is broken
     */
    int receive(DatagramReceiver receiver, int limit) throws IOException;

    /** Gives back the sockets. Closing again has no effect. */
    @Override
    void close();
}
