package org.ordercast.engine.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The machine's network interfaces, found as {@code networkInterface} says. Whether an interface claims to support
 * multicast is not asked: Linux's loopback interface says no, and carries multicast all the same.
 */
final class Interfaces {

    /** The value that stands for the machine's loopback interface, whatever its name. */
    static final String LOOPBACK = "loopback";

    private Interfaces() {}

    /**
     * Finds an interface.
     *
     * @param value its name, one of its addresses, or {@link #LOOPBACK}
     * @throws IOException if there is none, or it is down
     */
    static NetworkInterface find(String value) throws IOException {
        NetworkInterface found = lookUp(value)
                .orElseThrow(
                        () -> new IOException("networkInterface: there is no '" + value + "' on this machine; use '"
                                + LOOPBACK + "', or the name or an address of one of: " + describeAll()));
        if (!found.isUp()) {
            throw new IOException(
                    "networkInterface: '" + value + "' is down; bring it up, or use another of: " + describeAll());
        }
        return found;
    }

    /** Writes an interface with its addresses. */
    static String describe(NetworkInterface networkInterface) {
        String addresses = networkInterface
                .inetAddresses()
                .map(AddressLiteral::write)
                .sorted(Comparator.comparing((String address) -> address.indexOf(':') >= 0))
                .collect(Collectors.joining(", "));
        return networkInterface.getName() + " (" + (addresses.isEmpty() ? "no address" : addresses) + ")";
    }

    private static Optional<NetworkInterface> lookUp(String value) throws IOException {
        if (value.equalsIgnoreCase(LOOPBACK)) {
            return NetworkInterface.networkInterfaces()
                    .filter(Interfaces::isLoopback)
                    .findFirst();
        }
        Optional<NetworkInterface> named = Optional.ofNullable(NetworkInterface.getByName(value));
        if (named.isPresent()) {
            return named;
        }
        Optional<InetAddress> address = AddressLiteral.parse(value).map(AddressLiteral::address);
        return address.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(NetworkInterface.getByInetAddress(address.get()));
    }

    private static boolean isLoopback(NetworkInterface networkInterface) {
        try {
            return networkInterface.isLoopback();
        } catch (SocketException e) {
            return false; // it went away since it was listed
        }
    }

    private static String describeAll() {
        try {
            return NetworkInterface.networkInterfaces()
                    .map(Interfaces::describe)
                    .sorted()
                    .collect(Collectors.joining("; "));
        } catch (SocketException e) {
            return "the interfaces cannot be listed: " + e.getMessage();
        }
    }
}
