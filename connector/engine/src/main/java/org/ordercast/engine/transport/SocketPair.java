package org.ordercast.engine.transport;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.ordercast.engine.membership.Endpoint;

/**
 * A member's two open sockets.
 *
 * @param own the member's own: unicast is received on it, and everything is sent from it
 * @param group the group's, on which multicast is received; a member hears its own multicasts, too
 * @param endpoint where {@code own} is reached
 * @param groupAddress where {@code group} is reached
 * @param addresses those of other members
 * @param maxDatagramSize the largest datagram to send
 * @param warnings told what cannot be closed
 */
record SocketPair<S extends UdpSocket>(
        S own,
        S group,
        Endpoint endpoint,
        InetSocketAddress groupAddress,
        EndpointAddresses addresses,
        int maxDatagramSize,
        Consumer<String> warnings)
        implements AutoCloseable {

    @Override
    public void close() {
        closeOne(group);
        closeOne(own);
    }

    void closeOne(Closeable part) {
        try {
            part.close();
        } catch (IOException e) {
            warnings.accept("a socket could not be closed: " + e.getMessage());
        }
    }
}
