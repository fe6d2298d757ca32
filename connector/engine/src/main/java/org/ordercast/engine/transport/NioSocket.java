package org.ordercast.engine.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** A socket of the JDK's. */
record NioSocket(DatagramChannel channel) implements UdpSocket {

    static NioSocket open(ProtocolFamily family) throws IOException {
        DatagramChannel channel = DatagramChannel.open(family);
        try {
            channel.configureBlocking(false);
            return new NioSocket(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public <T> void set(SocketOption<T> option, T value) throws IOException {
        channel.setOption(option, value);
    }

    @Override
    public int bufferSize(SocketOption<Integer> option) throws IOException {
        return channel.getOption(option);
    }

    @Override
    public void bind(InetSocketAddress address) throws IOException {
        channel.bind(address);
    }

    @Override
    public void join(InetAddress group, NetworkInterface networkInterface) throws IOException {
        channel.join(group, networkInterface);
    }

    @Override
    public InetSocketAddress localAddress() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    @Override
    public boolean send(ByteBuffer bytes, InetSocketAddress to) throws IOException {
        return channel.send(bytes, to) > 0;
    }

    void watch(Selector selector) throws IOException {
        channel.register(selector, SelectionKey.OP_READ);
    }

    /** Receives a datagram into the buffer, and says whether there was one. */
    boolean receive(ByteBuffer buffer) throws IOException {
        return channel.receive(buffer) != null;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
