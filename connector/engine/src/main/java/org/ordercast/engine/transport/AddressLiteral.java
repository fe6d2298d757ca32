package org.ordercast.engine.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address written out, with the zone that may follow an IPv6 address. Nothing is ever looked up by name: a
 * mistyped interface name must not become a question to a name server.
 *
 * @param address the address
 * @param zone what stood behind the {@code %}, empty if nothing did
 */
record AddressLiteral(InetAddress address, String zone) {

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9a-fA-F:][0-9a-fA-F:.]*");

    /** What most IPv6 addresses are shortened by: the first run of two or more groups of zeros. */
    private static final Pattern ZERO_GROUPS = Pattern.compile("(^|:)(0(:|$)){2,}");

    static Optional<AddressLiteral> parse(String text) {
        int percent = text.indexOf('%');
        String digits = percent < 0 ? text : text.substring(0, percent);
        String zone = percent < 0 ? "" : text.substring(percent + 1);
        boolean ipv4 = zone.isEmpty() && IPV4.matcher(digits).matches();
        if (!ipv4 && !IPV6.matcher(digits).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new AddressLiteral(InetAddress.getByName(digits), zone));
        } catch (UnknownHostException e) {
            // Looked like an IPv6 address, but has too many groups or the like.
            return Optional.empty();
        }
    }

    /** Writes an address as an operator would. */
    static String write(InetAddress address) {
        String text = address.getHostAddress();
        int percent = text.indexOf('%');
        String digits = percent < 0 ? text : text.substring(0, percent);
        return digits.indexOf(':') < 0 ? digits : ZERO_GROUPS.matcher(digits).replaceFirst("::");
    }
}
