package org.ordercast.engine.transport;

import static java.net.StandardSocketOptions.IP_MULTICAST_IF;
import static java.net.StandardSocketOptions.IP_MULTICAST_LOOP;
import static java.net.StandardSocketOptions.IP_MULTICAST_TTL;
import static java.net.StandardSocketOptions.SO_RCVBUF;
import static java.net.StandardSocketOptions.SO_REUSEADDR;
import static java.net.StandardSocketOptions.SO_SNDBUF;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.util.function.Consumer;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.membership.Endpoint;

/** Opens a member's two sockets as its settings say, and says in a sentence what stands in the way. */
final class MulticastSockets {

    private final GroupNetwork network;
    private final GroupSettings settings;
    private final Consumer<String> warnings;

    MulticastSockets(GroupNetwork network, GroupSettings settings, Consumer<String> warnings) {
        this.network = network;
        this.settings = settings;
        this.warnings = warnings;
    }

    /** Opens both. */
    <S extends UdpSocket> SocketPair<S> open(UdpSocket.Opener<S> opener) throws IOException {
        if (network.maxDatagramSize() > network.fittingDatagramSize()) {
            warnings.accept("maxDatagramSize: " + network.maxDatagramSize() + " is more than the "
                    + network.fittingDatagramSize() + " bytes that "
                    + network.networkInterface().getName()
                    + " sends in one piece; such datagrams are fragmented, and lost whole with any fragment");
        }
        S own = open(opener, this::setUpOwn);
        try {
            checkRoute();
            Endpoint endpoint = EndpointAddresses.endpoint(own.localAddress());
            return new SocketPair<>(
                    own,
                    open(opener, this::setUpGroup),
                    endpoint,
                    network.group(),
                    new EndpointAddresses(network),
                    network.maxDatagramSize(),
                    warnings);
        } catch (IOException e) {
            own.close();
            throw e;
        }
    }

    /** The member's own socket, which it shares with nobody. */
    private void setUpOwn(UdpSocket socket) throws IOException {
        askForBuffer(socket, SO_RCVBUF, settings.receiveBuffer());
        askForBuffer(socket, SO_SNDBUF, settings.sendBuffer());
        // Once is enough: the group's socket is granted the same.
        checkBuffer(socket, SO_RCVBUF, "receiveBuffer", settings.receiveBuffer(), "net.core.rmem_max");
        checkBuffer(socket, SO_SNDBUF, "sendBuffer", settings.sendBuffer(), "net.core.wmem_max");
        socket.set(IP_MULTICAST_LOOP, true); // for the other members on this machine
        sendMulticastOnTheInterface(socket);
        bind(socket, "unicastPort", new InetSocketAddress(network.ownAddress(), settings.unicastPort()));
    }

    /** The group's socket, which each member on this machine has one of, with the same address and port. */
    private void setUpGroup(UdpSocket socket) throws IOException {
        askForBuffer(socket, SO_RCVBUF, settings.receiveBuffer());
        socket.set(SO_REUSEADDR, true);
        // Bound to the group's address: bound to any, it would hear other groups on the same port, too.
        bind(socket, "port", network.group());
        join(socket);
    }

    /**
     * Checks that the system knows a way for multicast, for it would only say so at the first datagram. Connecting a
     * datagram socket looks up the route and sends nothing.
     */
    private void checkRoute() throws IOException {
        try (NioSocket probe = open(NioSocket::open, this::sendMulticastOnTheInterface)) {
            probe.channel().connect(network.group());
        } catch (IOException e) {
            String name = network.networkInterface().getName();
            throw new IOException(
                    "groupAddress: '" + settings.groupAddress() + "' has no route on "
                            + Interfaces.describe(network.networkInterface()) + " (" + e.getMessage() + "); "
                            + (network.networkInterface().isLoopback()
                                    ? "use an IPv4 group address, or run: ip -6 route add local ff00::/8 dev " + name
                                            + " table local"
                                    : "add one for multicast on " + name + ", or choose another networkInterface"),
                    e);
        }
    }

    /** What is done to a socket before it is used. */
    private interface Setup {
        void apply(UdpSocket socket) throws IOException;
    }

    private <S extends UdpSocket> S open(UdpSocket.Opener<S> opener, Setup setup) throws IOException {
        S socket;
        try {
            socket = opener.open(network.family());
        } catch (UnsupportedOperationException e) {
            throw new IOException(
                    "groupAddress: '" + settings.groupAddress() + "' needs " + network.family()
                            + " sockets, which this machine or its Java does not offer (java.net.preferIPv4Stack="
                            + System.getProperty("java.net.preferIPv4Stack") + "); use a group of another family",
                    e);
        }
        try {
            setup.apply(socket);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void sendMulticastOnTheInterface(UdpSocket socket) throws IOException {
        socket.set(IP_MULTICAST_IF, network.networkInterface());
        socket.set(IP_MULTICAST_TTL, network.timeToLive());
    }

    private void bind(UdpSocket socket, String setting, InetSocketAddress address) throws IOException {
        try {
            socket.bind(address);
        } catch (IOException e) {
            throw new IOException(
                    setting + ": UDP port " + address.getPort() + " of " + AddressLiteral.write(address.getAddress())
                            + " cannot be had (" + e.getMessage()
                            + "); choose another, or stop the process that holds it",
                    e);
        }
    }

    private void join(UdpSocket socket) throws IOException {
        try {
            socket.join(network.group().getAddress(), network.networkInterface());
        } catch (IOException e) {
            throw new IOException(
                    "groupAddress: '" + settings.groupAddress() + "' cannot be joined on "
                            + Interfaces.describe(network.networkInterface()) + " (" + e.getMessage()
                            + "); on Linux, net.ipv4.igmp_max_memberships limits how many groups one socket joins",
                    e);
        }
    }

    private static void askForBuffer(UdpSocket socket, SocketOption<Integer> option, int bytes) throws IOException {
        try {
            socket.set(option, bytes);
        } catch (IOException e) {
            // Linux grants what it can; other systems refuse what is too much, and keep what they had.
            if (socket.bufferSize(option) <= 0) {
                throw e;
            }
        }
    }

    /**
     * Warns when less was granted than asked for. Linux clamps the request silently and reports the double of what it
     * granted, for its own bookkeeping; the JDK halves that again, so both numbers compare as they are.
     */
    private void checkBuffer(
            UdpSocket socket, SocketOption<Integer> option, String setting, int asked, String kernelSetting)
            throws IOException {
        int granted = socket.bufferSize(option);
        if (granted < asked) {
            warnings.accept(setting + ": " + asked + " bytes were asked for, and the system granted " + granted
                    + "; bursts may be lost and then repaired. Allow it with: sysctl -w " + kernelSetting + "="
                    + asked);
        }
    }
}
