package org.ordercast.engine.transport;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.util.Comparator;
import java.util.Optional;
import org.ordercast.engine.GroupSettings;

/**
 * Where a group is reached from this machine: what the settings say, resolved against the interfaces that there are.
 *
 * @param networkInterface the interface that everything is sent and received on
 * @param ownAddress the interface's address for the member's own socket, of the group's address family
 * @param group the group's multicast address and port
 * @param timeToLive how many networks a multicast datagram may cross; 0 on a loopback interface
 * @param maxDatagramSize the largest datagram to send, in bytes of UDP payload
 * @param fittingDatagramSize the largest datagram that the interface sends in one piece, in bytes of UDP payload
 */
public record GroupNetwork(
        NetworkInterface networkInterface,
        InetAddress ownAddress,
        InetSocketAddress group,
        int timeToLive,
        int maxDatagramSize,
        int fittingDatagramSize) {

    private static final int IPV4_AND_UDP_HEADERS = 20 + 8;
    private static final int IPV6_AND_UDP_HEADERS = 40 + 8;

    /** What IPv4 can carry in one UDP datagram. */
    private static final int MOST = 65_535 - IPV4_AND_UDP_HEADERS;

    /** What the settings allow at least, even where the interface would have to fragment it. */
    private static final int LEAST = 512;

    /**
     * Resolves the settings.
     *
     * @param settings the settings
     * @return where the group is reached
     * @throws IOException if the interface is missing, down or has no address of the group's family, if the group's
     *     address is not a multicast address, or if datagrams would leave the machine unsealed and nobody has allowed
     *     that; the message names setting, value and what there is
     */
    public static GroupNetwork resolve(GroupSettings settings) throws IOException {
        AddressLiteral group = multicastAddress(settings);
        NetworkInterface networkInterface = Interfaces.find(settings.networkInterface());
        checkZone(settings, group.zone(), networkInterface);
        checkSeal(settings, networkInterface);
        InetAddress own = ownAddress(settings, networkInterface, group.address());
        int headers = isIpv4(group.address()) ? IPV4_AND_UDP_HEADERS : IPV6_AND_UDP_HEADERS;
        int fitting = Math.max(LEAST, Math.min(networkInterface.getMTU() - headers, MOST));
        return new GroupNetwork(
                networkInterface,
                own,
                new InetSocketAddress(onInterface(group.address(), networkInterface), settings.port()),
                networkInterface.isLoopback() ? 0 : settings.timeToLive(),
                settings.maxDatagramSize() == 0 ? fitting : settings.maxDatagramSize(),
                fitting);
    }

    ProtocolFamily family() {
        return isIpv4(ownAddress) ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }

    private static AddressLiteral multicastAddress(GroupSettings settings) throws IOException {
        return AddressLiteral.parse(settings.groupAddress())
                .filter(literal -> literal.address().isMulticastAddress())
                .orElseThrow(() -> new IOException("groupAddress: '" + settings.groupAddress()
                        + "' is not a multicast address; 224.0.0.0 to 239.255.255.255 or an IPv6 address in ff00::/8"));
    }

    private static void checkZone(GroupSettings settings, String zone, NetworkInterface networkInterface)
            throws IOException {
        boolean same = zone.isEmpty()
                || zone.equals(networkInterface.getName())
                || zone.equals(Integer.toString(networkInterface.getIndex()));
        if (!same) {
            throw new IOException("groupAddress: '" + settings.groupAddress() + "' is on the interface '" + zone
                    + "', but networkInterface: '" + settings.networkInterface() + "' is "
                    + Interfaces.describe(networkInterface) + "; name the same in both, or leave '%" + zone + "' away");
        }
    }

    /** Whoever is on the network could read and forge what is not sealed: to allow that is the operator's to say. */
    private static void checkSeal(GroupSettings settings, NetworkInterface networkInterface) throws IOException {
        if (!settings.isSealed() && !settings.allowUnsealed() && !networkInterface.isLoopback()) {
            throw new IOException("networkInterface: '" + settings.networkInterface() + "', which is "
                    + Interfaces.describe(networkInterface)
                    + ", is not allowed without a key, for anybody on its network could read and forge messages; set"
                    + " groupKey, groupKeyFile or keyStore, or, where every sender can be trusted, allowUnsealed=true");
        }
    }

    private static InetAddress ownAddress(GroupSettings settings, NetworkInterface networkInterface, InetAddress group)
            throws IOException {
        String family = isIpv4(group) ? "IPv4" : "IPv6";
        Optional<InetAddress> named =
                AddressLiteral.parse(settings.networkInterface()).map(AddressLiteral::address);
        if (named.isPresent() && isIpv4(named.get()) != isIpv4(group)) {
            throw new IOException("networkInterface: '" + settings.networkInterface() + "' is no " + family
                    + " address, but the group's is one (groupAddress: '" + settings.groupAddress()
                    + "'); use the name of "
                    + Interfaces.describe(networkInterface) + ", or addresses of one family");
        }
        InetAddress own = named.or(() -> networkInterface
                        .inetAddresses()
                        .filter(address -> isIpv4(address) == isIpv4(group))
                        // A link-local address means nothing on another link: last choice.
                        .min(Comparator.comparing(InetAddress::isLinkLocalAddress)))
                .orElseThrow(() -> new IOException("networkInterface: '" + settings.networkInterface() + "', which is "
                        + Interfaces.describe(networkInterface) + ", has no " + family
                        + " address; give it one, or use a groupAddress of another family than that of '"
                        + settings.groupAddress() + "'"));
        return onInterface(own, networkInterface);
    }

    /** Says to the system which interface an IPv6 address is meant on, for it may mean something on each. */
    private static InetAddress onInterface(InetAddress address, NetworkInterface networkInterface) throws IOException {
        return address instanceof Inet6Address
                ? Inet6Address.getByAddress(null, address.getAddress(), networkInterface.getIndex())
                : address;
    }

    private static boolean isIpv4(InetAddress address) {
        return address instanceof Inet4Address;
    }
}
