package org.ordercast.benchmarks.systems.floor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import org.ordercast.benchmarks.systems.Place;

/** The sockets of the floor, all of them on the loopback interface. */
final class FloorSockets {

    private FloorSockets() {}

    /** A socket that sends, to the group or to one, and receives on a port. */
    static DatagramChannel unicast(int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        setBuffers(channel);
        channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, loopback());
        channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 0);
        channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return channel;
    }

    /** A socket that receives what is sent to the group. */
    static DatagramChannel group(Place place) throws IOException {
        InetAddress address = groupAddress(place).getAddress();
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        setBuffers(channel);
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(groupAddress(place));
        channel.join(address, loopback());
        return channel;
    }

    // Of the literal of an address, there is one address.
    @SuppressWarnings("AddressSelection")
    static InetSocketAddress groupAddress(Place place) {
        return new InetSocketAddress(place.groupAddress(), place.ports().get(0));
    }

    static InetSocketAddress publishAddress(Place place) {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), place.ports().get(1));
    }

    static InetSocketAddress creditAddress(Place place) {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), place.ports().get(2));
    }

    private static void setBuffers(DatagramChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, FloorFormat.SOCKET_BUFFER);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, FloorFormat.SOCKET_BUFFER);
    }

    private static NetworkInterface loopback() throws IOException {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        if (loopback == null) {
            throw new IOException("no network interface has the address " + InetAddress.getLoopbackAddress());
        }
        return loopback;
    }
}
