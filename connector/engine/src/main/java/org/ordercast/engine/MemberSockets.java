package org.ordercast.engine;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.link.LogServer;
import org.ordercast.engine.protocol.Counters;
import org.ordercast.engine.transport.DatagramTransport;
import org.ordercast.engine.transport.EndpointAddresses;
import org.ordercast.engine.transport.GroupNetwork;
import org.ordercast.engine.transport.MulticastDatagrams;

/**
 * The sockets of a member: for datagrams, and, if its log outlives it, for those who read that over TCP. Both have one
 * port number, so that one endpoint says where to reach either.
 */
record MemberSockets(DatagramTransport datagrams, @Nullable LogServer logServer, EndpointAddresses addresses)
        implements AutoCloseable {

    /** How many free UDP ports are tried until the TCP port of the same number is free, too. */
    private static final int ATTEMPTS = 20;

    static MemberSockets open(
            GroupNetwork network, GroupSettings settings, Counters counters, Consumer<String> warnings)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            EndpointAddresses addresses = new EndpointAddresses(network);
            DatagramTransport datagrams = MulticastDatagrams.open(network, settings, counters, warnings);
            if (settings.storage().durability() == Durability.MEMORY) {
                return new MemberSockets(datagrams, null, addresses);
            }
            InetSocketAddress own = Objects.requireNonNull(addresses.of(datagrams.endpoint()), "its own address");
            try {
                return new MemberSockets(datagrams, LogServer.bind(own), addresses);
            } catch (BindException e) {
                datagrams.close();
                if (settings.unicastPort() != 0 || attempt == ATTEMPTS) {
                    throw new IOException(
                            "unicastPort: TCP port " + own.getPort() + " of "
                                    + own.getAddress().getHostAddress()
                                    + ", where others read this member's log, cannot be had (" + e.getMessage()
                                    + "); set another, or 0 for any",
                            e);
                }
            } catch (IOException | RuntimeException | Error e) {
                datagrams.close();
                throw e;
            }
        }
    }

    @Override
    public void close() {
        datagrams.close();
        if (logServer != null) {
            logServer.close();
        }
    }
}
