package org.ordercast.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Settings of a group on loopback that no other test on this machine shares. */
public final class FreshGroup {

    private FreshGroup() {}

    /** Settings with a name, address and port of their own, and a log in memory. */
    public static GroupSettingsBuilder settings() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return GroupSettings.builder()
                .group("test-" + UUID.randomUUID())
                .groupAddress("239.255." + random.nextInt(1, 255) + "." + random.nextInt(1, 255))
                .port(freePort())
                .networkInterface("loopback")
                .storage(StorageSettings.IN_MEMORY);
    }

    /** A UDP port that nobody has at the moment. */
    public static int freePort() {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
