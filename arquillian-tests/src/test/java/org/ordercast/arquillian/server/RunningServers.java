package org.ordercast.arquillian.server;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where the servers of the current test class listen. For tests that run beside the servers. */
public final class RunningServers {

    private static final Map<String, Integer> PORTS = new ConcurrentHashMap<>();

    private RunningServers() {}

    static void add(String server, int port) {
        PORTS.put(server, port);
    }

    /** The address of an application's root on a server. */
    public static URI root(String server, String application) {
        return URI.create("http://127.0.0.1:" + PORTS.get(server) + "/" + application + "/");
    }
}
