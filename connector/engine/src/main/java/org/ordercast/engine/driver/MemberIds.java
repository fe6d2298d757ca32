package org.ordercast.engine.driver;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Makes up the id of a member that was given none. */
public final class MemberIds {

    /** Leaves room for the number in an id of 255 bytes. */
    private static final int MOST_OF_HOST = 200;

    private MemberIds() {}

    /**
     * Makes an id from the host's name, for operators to recognise, and a random number, for several members on a host.
     *
     * @param random where the number comes from
     * @return the id
     */
    public static String make(SecureRandom random) {
        return hostPart() + String.format("%08x", random.nextInt());
    }

    /** What all ids that are made on this host begin with. */
    static String hostPart() {
        String host = hostName();
        return host.substring(0, Math.min(host.length(), MOST_OF_HOST)) + "-";
    }

    private static String hostName() {
        try {
            // Java's own way asks a name server for the host's address first, and may wait for it for seconds.
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException notLinux) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (IOException nameless) {
                return "member";
            }
        }
    }
}
