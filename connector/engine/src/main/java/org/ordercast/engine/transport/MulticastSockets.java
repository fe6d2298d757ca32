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
import java.nio.channels.DatagramChannel;
import java.util.function.Consumer;
import org.ordercast.engine.GroupSettings;

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

    /** Opens the member's own socket, which it shares with nobody. */
    DatagramChannel openOwn() throws IOException {
        return open(channel -> {
            askForBuffer(channel, SO_RCVBUF, settings.receiveBuffer());
            askForBuffer(channel, SO_SNDBUF, settings.sendBuffer());
            // Once is enough: the group's socket is granted the same.
            checkBuffer(channel, SO_RCVBUF, "receiveBuffer", settings.receiveBuffer(), "net.core.rmem_max");
            checkBuffer(channel, SO_SNDBUF, "sendBuffer", settings.sendBuffer(), "net.core.wmem_max");
            channel.setOption(IP_MULTICAST_LOOP, true); // for the other members on this machine
            sendMulticastOnTheInterface(channel);
            bind(channel, "unicastPort", new InetSocketAddress(network.ownAddress(), settings.unicastPort()));
        });
    }

    /** Opens the group's socket, which each member on this machine has one of, with the same address and port. */
    DatagramChannel openGroup() throws IOException {
        return open(channel -> {
            askForBuffer(channel, SO_RCVBUF, settings.receiveBuffer());
            channel.setOption(SO_REUSEADDR, true);
            // Bound to the group's address: bound to any, it would hear other groups on the same port, too.
            bind(channel, "port", network.group());
            join(channel);
        });
    }

    /**
     * Checks that the system knows a way for multicast, for it would only say so at the first datagram. Connecting a
     * datagram socket looks up the route and sends nothing.
     */
    void checkRoute() throws IOException {
        try (DatagramChannel probe = DatagramChannel.open(network.family())) {
            sendMulticastOnTheInterface(probe);
            probe.connect(network.group());
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
        void apply(DatagramChannel channel) throws IOException;
    }

    private DatagramChannel open(Setup setup) throws IOException {
        DatagramChannel channel;
        try {
            channel = DatagramChannel.open(network.family());
        } catch (UnsupportedOperationException e) {
            throw new IOException(
                    "groupAddress: '" + settings.groupAddress() + "' needs " + network.family()
                            + " sockets, which this machine or its Java does not offer (java.net.preferIPv4Stack="
                            + System.getProperty("java.net.preferIPv4Stack") + "); use a group of another family",
                    e);
        }
        try {
            channel.configureBlocking(false);
            setup.apply(channel);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void sendMulticastOnTheInterface(DatagramChannel channel) throws IOException {
        channel.setOption(IP_MULTICAST_IF, network.networkInterface());
        channel.setOption(IP_MULTICAST_TTL, network.timeToLive());
    }

    private void bind(DatagramChannel channel, String setting, InetSocketAddress address) throws IOException {
        try {
            channel.bind(address);
        } catch (IOException e) {
            throw new IOException(
                    setting + ": UDP port " + address.getPort() + " of " + AddressLiteral.write(address.getAddress())
                            + " cannot be had (" + e.getMessage()
                            + "); choose another, or stop the process that holds it",
                    e);
        }
    }

    private void join(DatagramChannel channel) throws IOException {
        try {
            channel.join(network.group().getAddress(), network.networkInterface());
        } catch (IOException e) {
            throw new IOException(
                    "groupAddress: '" + settings.groupAddress() + "' cannot be joined on "
                            + Interfaces.describe(network.networkInterface()) + " (" + e.getMessage()
                            + "); on Linux, net.ipv4.igmp_max_memberships limits how many groups one socket joins",
                    e);
        }
    }

    private static void askForBuffer(DatagramChannel channel, SocketOption<Integer> option, int bytes)
            throws IOException {
        try {
            channel.setOption(option, bytes);
        } catch (IOException e) {
            // Linux grants what it can; other systems refuse what is too much, and keep what they had.
            if (channel.getOption(option) <= 0) {
                throw e;
            }
        }
    }

    /**
     * Warns when less was granted than asked for. Linux clamps the request silently and reports the double of what it
     * granted, for its own bookkeeping; the JDK halves that again, so both numbers compare as they are.
     */
    private void checkBuffer(
            DatagramChannel channel, SocketOption<Integer> option, String setting, int asked, String kernelSetting)
            throws IOException {
        int granted = channel.getOption(option);
        if (granted < asked) {
            warnings.accept(setting + ": " + asked + " bytes were asked for, and the system granted " + granted
                    + "; bursts may be lost and then repaired. Allow it with: sysctl -w " + kernelSetting + "="
                    + asked);
        }
    }
}
