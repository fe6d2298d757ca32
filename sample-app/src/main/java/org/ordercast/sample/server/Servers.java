package org.ordercast.sample.server;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The servers that show one another's books on their pages. Who they are is told by two system properties; Ordercast
 * itself needs neither, for its members find one another.
 *
 * @param self this server's id
 * @param all all servers, this one included
 */
public record Servers(String self, List<ServerAddress> all) {

    /** The system property that holds this server's id, the same as its member id in the group. */
    public static final String SELF_PROPERTY = "orderbook.server";

    /** The system property that lists all servers: {@code server-1=http://127.0.0.1:8181/orderbook/,server-2=…}. */
    public static final String ALL_PROPERTY = "orderbook.servers";

    /**
     * Keeps its own copy of the list.
     *
     * @param self this server's id
     * @param all all servers
     */
    public Servers {
        all = List.copyOf(all);
        if (all.stream().noneMatch(server -> server.id().equals(self))) {
            throw new IllegalArgumentException(SELF_PROPERTY + ": '" + self + "' is not among the servers of "
                    + ALL_PROPERTY + ", which are " + all);
        }
    }

    /**
     * Reads the two properties' values.
     *
     * @param self the value of {@value #SELF_PROPERTY}
     * @param list the value of {@value #ALL_PROPERTY}
     * @return the servers
     * @throws IllegalArgumentException if the list is malformed, or this server is not in it
     */
    public static Servers parse(String self, String list) {
        List<ServerAddress> all = new ArrayList<>();
        for (String entry : list.split(",", -1)) {
            int equals = entry.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(ALL_PROPERTY + ": '" + entry
                        + "' is not allowed; each entry is an id, '=', and an address that ends with '/'");
            }
            URI base = URI.create(entry.substring(equals + 1).strip());
            if (base.getHost() == null || !base.getPath().endsWith("/")) {
                throw new IllegalArgumentException(
                        ALL_PROPERTY + ": '" + base + "' is not allowed; an address names a host and ends with '/'");
            }
            all.add(new ServerAddress(entry.substring(0, equals).strip(), base));
        }
        return new Servers(self, all);
    }

    /**
     * The other servers.
     *
     * @return all but this one
     */
    public List<ServerAddress> peers() {
        return all.stream().filter(server -> !server.id().equals(self)).toList();
    }

    /**
     * A server by its id.
     *
     * @param id the id
     * @return the server, or empty if there is none
     */
    public Optional<ServerAddress> find(String id) {
        return all.stream().filter(server -> server.id().equals(id)).findFirst();
    }
}
