package org.ordercast.engine.transport;

import static java.net.StandardSocketOptions.IP_MULTICAST_IF;
import static java.net.StandardSocketOptions.IP_MULTICAST_LOOP;
import static java.net.StandardSocketOptions.IP_MULTICAST_TTL;
import static java.net.StandardSocketOptions.SO_RCVBUF;
import static java.net.StandardSocketOptions.SO_REUSEADDR;
import static java.net.StandardSocketOptions.SO_SNDBUF;

import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A socket of Netty's native library. It is set up, and sends, without Netty's channel, whose outbound buffer would keep
 * what the system does not take at once; receiving needs the channel, for nothing else there tells how long the
 * datagrams are that have arrived as one.
 *
 * <p>The numbers of options are Linux's, the same on all of its platforms.
 */
final class EpollSocket implements SegmentingSocket {

    private static final int IPPROTO_IP = 0;
    private static final int IP_MULTICAST_IF_V4 = 32;
    private static final int IP_MULTICAST_TTL_V4 = 33;
    private static final int IP_MULTICAST_LOOP_V4 = 34;
    private static final int IP_ADD_MEMBERSHIP = 35;
    private static final int IP_MULTICAST_ALL = 49;

    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_MULTICAST_IF = 17;
    private static final int IPV6_MULTICAST_HOPS = 18;
    private static final int IPV6_MULTICAST_LOOP = 19;
    private static final int IPV6_JOIN_GROUP = 20;
    private static final int IPV6_MULTICAST_ALL = 29;

    private static final int SOL_UDP = 17;
    private static final int UDP_SEGMENT = 103;
    private static final int UDP_GRO = 104;

    private static final byte[] NO_ADDRESS = new byte[4];

    private final boolean ipv6;
    private Socket socket;

    private EpollSocket(LinuxSocket socket, boolean ipv6) {
        this.socket = socket;
        this.ipv6 = ipv6;
    }

    static EpollSocket open(ProtocolFamily family) throws IOException {
        boolean ipv6 = family == StandardProtocolFamily.INET6;
        try {
            EpollSocket opened = new EpollSocket(LinuxSocket.newSocketDgram(ipv6), ipv6);
            opened.askForMore();
            return opened;
        } catch (ChannelException e) {
            throw new IOException("a socket cannot be had: " + e.getMessage(), e);
        }
    }

    /** Asks for what an old kernel has not. */
    private void askForMore() {
        try {
            // Else it would hear what others on this machine have joined on other interfaces, as the JDK's do not.
            set(IP_MULTICAST_ALL, IPV6_MULTICAST_ALL, 0);
            socket.setIntOpt(SOL_UDP, UDP_GRO, 1);
        } catch (IOException e) {
            // Receives datagram by datagram, then.
        }
    }

    @Override
    public <T> void set(SocketOption<T> option, T value) throws IOException {
        if (option == SO_RCVBUF) {
            socket.setReceiveBufferSize((Integer) value);
        } else if (option == SO_SNDBUF) {
            socket.setSendBufferSize((Integer) value);
        } else if (option == SO_REUSEADDR) {
            socket.setReuseAddress((Boolean) value);
        } else if (option == IP_MULTICAST_LOOP) {
            set(IP_MULTICAST_LOOP_V4, IPV6_MULTICAST_LOOP, (Boolean) value ? 1 : 0);
        } else if (option == IP_MULTICAST_TTL) {
            set(IP_MULTICAST_TTL_V4, IPV6_MULTICAST_HOPS, (Integer) value);
        } else if (option == IP_MULTICAST_IF) {
            sendMulticastOn((NetworkInterface) value);
        } else {
            throw new UnsupportedOperationException(option.name());
        }
    }

    private void set(int ipv4Option, int ipv6Option, int value) throws IOException {
        if (ipv6) {
            socket.setIntOpt(IPPROTO_IPV6, ipv6Option, value);
        } else {
            socket.setIntOpt(IPPROTO_IP, ipv4Option, value);
        }
    }

    private void sendMulticastOn(NetworkInterface networkInterface) throws IOException {
        int index = networkInterface.getIndex();
        if (ipv6) {
            socket.setIntOpt(IPPROTO_IPV6, IPV6_MULTICAST_IF, index);
        } else {
            socket.setRawOpt(IPPROTO_IP, IP_MULTICAST_IF_V4, ipMreqn(NO_ADDRESS, index));
        }
    }

    @Override
    public void join(InetAddress group, NetworkInterface networkInterface) throws IOException {
        byte[] address = group.getAddress();
        int index = networkInterface.getIndex();
        if (ipv6) {
            socket.setRawOpt(
                    IPPROTO_IPV6,
                    IPV6_JOIN_GROUP,
                    struct(address.length + Integer.BYTES)
                            .put(address)
                            .putInt(index)
                            .flip());
        } else {
            socket.setRawOpt(IPPROTO_IP, IP_ADD_MEMBERSHIP, ipMreqn(address, index));
        }
    }

    /** A group, and an interface by its index. */
    private static ByteBuffer ipMreqn(byte[] group, int index) {
        return struct(group.length + NO_ADDRESS.length + Integer.BYTES)
                .put(group)
                .put(NO_ADDRESS)
                .putInt(index)
                .flip();
    }

    private static ByteBuffer struct(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
    }

    /** Linux reports the double of what it granted, for its own bookkeeping. */
    @Override
    public int bufferSize(SocketOption<Integer> option) throws IOException {
        return (option == SO_RCVBUF ? socket.getReceiveBufferSize() : socket.getSendBufferSize()) / 2;
    }

    @Override
    public void bind(InetSocketAddress address) throws IOException {
        socket.bind(address);
    }

    @Override
    public InetSocketAddress localAddress() {
        return socket.localAddress();
    }

    @Override
    public void segmentBy(int size) throws IOException {
        socket.setIntOpt(SOL_UDP, UDP_SEGMENT, size);
    }

    /** Sends from a direct buffer. */
    @Override
    public boolean send(ByteBuffer bytes, InetSocketAddress to) throws IOException {
        return socket.sendTo(bytes, bytes.position(), bytes.limit(), to.getAddress(), to.getPort()) > 0;
    }

    /** Makes the channel that the bound socket is received from, once. Whoever closes one of them closes both. */
    EpollDatagramChannel channel() {
        EpollDatagramChannel channel = new EpollDatagramChannel(socket.intValue());
        // The channel's: that one knows when the descriptor is closed, and may belong to somebody else already.
        socket = (Socket) channel.fd();
        return channel;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
