package org.ordercast.engine.transport;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.membership.Endpoint;

/**
 * Socket addresses of members' endpoints, kept so that sending allocates nothing. For one thread.
 *
 * <p>An endpoint comes from the network, so what it says is checked: only an address of the group's family is used, and
 * on a loopback interface only a loopback address, for a socket bound to {@code ::1} sends to any other network, too.
 */
public final class EndpointAddresses {

    /** More than the members of any group; past it, the cache starts anew. */
    private static final int MOST = 1024;

    private final boolean ipv4;
    private final boolean loopback;
    private final int interfaceIndex;
    private final Map<Endpoint, InetSocketAddress> known = new HashMap<>();

    /**
     * Begins with no address known.
     *
     * @param network the group's network
     */
    public EndpointAddresses(GroupNetwork network) {
        this.ipv4 = network.ownAddress().getAddress().length == Integer.BYTES;
        this.loopback = network.ownAddress().isLoopbackAddress();
        this.interfaceIndex = network.networkInterface().getIndex();
    }

    /**
     * Gives the endpoint's socket address.
     *
     * @param endpoint the endpoint
     * @return the address, or null if nothing may be sent there
     */
    public @Nullable InetSocketAddress of(Endpoint endpoint) {
        InetSocketAddress address = known.get(endpoint);
        return address != null ? address : resolve(endpoint);
    }

    /** Gives the endpoint of a bound socket's address. */
    static Endpoint endpoint(InetSocketAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress().getAddress());
        return bytes.remaining() == Integer.BYTES
                ? Endpoint.ipv4(bytes.getInt(), address.getPort())
                : new Endpoint(bytes.getLong(), bytes.getLong(), address.getPort());
    }

    private @Nullable InetSocketAddress resolve(Endpoint endpoint) {
        if (endpoint.isIpv4() != ipv4 || endpoint.port() < 1 || endpoint.port() > 65_535) {
            return null;
        }
        InetAddress address = address(endpoint);
        if (address.isMulticastAddress() || address.isAnyLocalAddress() || address.isLoopbackAddress() != loopback) {
            return null;
        }
        if (known.size() == MOST) {
            known.clear();
        }
        InetSocketAddress resolved = new InetSocketAddress(address, endpoint.port());
        known.put(endpoint, resolved);
        return resolved;
    }

    private InetAddress address(Endpoint endpoint) {
        try {
            return endpoint.isIpv4()
                    ? InetAddress.getByAddress(ByteBuffer.allocate(Integer.BYTES)
                            .putInt((int) endpoint.low())
                            .array())
                    : Inet6Address.getByAddress(
                            null,
                            ByteBuffer.allocate(2 * Long.BYTES)
                                    .putLong(endpoint.high())
                                    .putLong(endpoint.low())
                                    .array(),
                            interfaceIndex);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 and 16 bytes are always an address: " + endpoint, e);
        }
    }
}
