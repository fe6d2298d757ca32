package org.ordercast.arquillian.server;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports that nobody uses. They are drawn from below the range that Linux takes the ports of outgoing connections
 * from, and at random, for several builds may look for one at the same time.
 */
public final class FreePorts {

    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 1_000;

    private FreePorts() {}

    /** Finds a TCP port that can be listened on at 127.0.0.1. */
    public static int tcp() {
        return find("TCP", FreePorts::isFreeTcp);
    }

    /** Finds a UDP port that nobody has bound. */
    public static int udp() {
        return find("UDP", FreePorts::isFreeUdp);
    }

    static boolean isFreeTcp(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isFreeUdp(int port) {
        try (DatagramSocket socket = new DatagramSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static int find(String protocol, java.util.function.IntPredicate isFree) {
        return ThreadLocalRandom.current()
                .ints(ATTEMPTS, FIRST, LAST)
                .filter(isFree)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no free " + protocol + " port between " + FIRST + " and " + LAST + " was found"));
    }
}
