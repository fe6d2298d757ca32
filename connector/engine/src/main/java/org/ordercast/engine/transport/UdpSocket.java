package org.ordercast.engine.transport;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketOption;
import java.nio.ByteBuffer;

/**
 * A datagram socket that waits for nothing, whatever library drives it. A member needs options, a bound address and
 * membership of a group of it, and sends on it.
 */
interface UdpSocket extends Closeable {

    /** Opens sockets of one kind. */
    @FunctionalInterface
    interface Opener<S extends UdpSocket> {

        /**
         * Opens a socket.
         *
         * @throws UnsupportedOperationException if the system has no sockets of the family
         */
        S open(ProtocolFamily family) throws IOException;
    }

    /** Sets an option of {@link java.net.StandardSocketOptions}: a buffer's size, {@code SO_REUSEADDR}, or multicast's. */
    <T> void set(SocketOption<T> option, T value) throws IOException;

    /** What the system granted of a buffer, in the bytes that {@link #set} asks in. */
    int bufferSize(SocketOption<Integer> option) throws IOException;

    void bind(InetSocketAddress address) throws IOException;

    void join(InetAddress group, NetworkInterface networkInterface) throws IOException;

    InetSocketAddress localAddress() throws IOException;

    /**
     * Sends what is between the buffer's position and limit, which may move.
     *
     * @return whether the system took it; if not, the socket's buffer is full
     * @throws IOException if the system refuses it
     */
    boolean send(ByteBuffer bytes, InetSocketAddress to) throws IOException;
}
