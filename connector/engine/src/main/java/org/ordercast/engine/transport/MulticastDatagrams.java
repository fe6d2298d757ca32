package org.ordercast.engine.transport;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.protocol.Counters;

/**
 * UDP on one network interface: the group's socket, on which multicast is received, and the member's own, on which
 * unicast is received and from which everything is sent. A member hears its own multicasts, too.
 *
 * <p>There are two kinds, which understand each other: {@link EpollDatagrams} moves many datagrams with one system call
 * where the platform can, and {@link NioDatagrams} one with each, everywhere.
 */
public final class MulticastDatagrams {

    private MulticastDatagrams() {}

    /**
     * Opens both sockets.
     *
     * @param network where the group is reached
     * @param settings the kind, ports and buffers asked for
     * @param counters what is counted
     * @param warnings told, in a sentence, what an operator should change; on this thread and on the member's
     * @return the open transport
     * @throws IOException if a socket cannot be had; the message names the setting and what to do
     */
    public static DatagramTransport open(
            GroupNetwork network, GroupSettings settings, Counters counters, Consumer<String> warnings)
            throws IOException {
        MulticastSockets sockets = new MulticastSockets(network, settings, warnings);
        if (!settings.nativeTransport()) {
            return NioDatagrams.open(sockets, counters, warnings);
        }
        Optional<String> obstacle = NativeTransport.obstacle();
        if (obstacle.isPresent()) {
            warnings.accept("nativeTransport: each datagram takes a system call of its own, for " + obstacle.get()
                    + "; set it to false if that is as it should be");
            return NioDatagrams.open(sockets, counters, warnings);
        }
        return EpollDatagrams.open(sockets, counters, warnings);
    }
}
