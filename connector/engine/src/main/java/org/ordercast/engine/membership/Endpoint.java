package org.ordercast.engine.membership;

import java.util.StringJoiner;

/**
 * A unicast address and port. IPv4 addresses are held as IPv4-mapped IPv6 addresses ({@code ::ffff:a.b.c.d}).
 *
 * @param high the address's first eight bytes, in network order
 * @param low the address's last eight bytes, in network order
 * @param port the UDP port, 1 to 65535
 */
public record Endpoint(long high, long low, int port) {

    private static final long MAPPED = 0xffffL;

    /**
     * An endpoint with an IPv4 address.
     *
     * @param address the four bytes of the address, in network order
     * @param port the UDP port
     * @return the endpoint
     */
    public static Endpoint ipv4(int address, int port) {
        return new Endpoint(0, MAPPED << 32 | Integer.toUnsignedLong(address), port);
    }

    /**
     * Whether the address is an IPv4 one.
     *
     * @return true for an IPv4 address
     */
    public boolean isIpv4() {
        return high == 0 && low >>> 32 == MAPPED;
    }

    @Override
    public String toString() {
        if (isIpv4()) {
            return (low >>> 24 & 0xff) + "." + (low >>> 16 & 0xff) + "." + (low >>> 8 & 0xff) + "." + (low & 0xff) + ":"
                    + port;
        }
        StringJoiner groups = new StringJoiner(":", "[", "]:" + port);
        for (int shift = 48; shift >= 0; shift -= 16) {
            groups.add(Long.toHexString(high >>> shift & 0xffff));
        }
        for (int shift = 48; shift >= 0; shift -= 16) {
            groups.add(Long.toHexString(low >>> shift & 0xffff));
        }
        return groups.toString();
    }
}
