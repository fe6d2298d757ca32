package org.ordercast.sample.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;

/**
 * How a cluster is set up.
 *
 * @param ports the HTTP port of each server on 127.0.0.1; there are as many servers as ports
 * @param group the group's name
 * @param groupAddress the group's multicast address
 * @param groupPort the group's UDP port
 * @param directory where the servers keep their logs and temporary files
 * @param payara payara-micro.jar
 * @param rar ordercast.rar
 * @param war orderbook.war
 * @param startTimeout how long the servers may take to start
 */
public record ClusterSettings(
        List<Integer> ports,
        String group,
        String groupAddress,
        int groupPort,
        Path directory,
        Path payara,
        Path rar,
        Path war,
        Duration startTimeout) {

    private static final int MAX_SERVERS = 9;
    private static final String DEFAULT_START_SECONDS = "240";

    /**
     * Checks what can be checked before anything is started.
     *
     * @param ports the HTTP port of each server
     * @param group the group's name
     * @param groupAddress the group's multicast address
     * @param groupPort the group's UDP port
     * @param directory where the servers keep their files
     * @param payara payara-micro.jar
     * @param rar ordercast.rar
     * @param war orderbook.war
     * @param startTimeout how long the servers may take to start
     */
    public ClusterSettings {
        ports = List.copyOf(ports);
        if (ports.isEmpty() || ports.size() > MAX_SERVERS || new HashSet<>(ports).size() != ports.size()) {
            throw new IllegalArgumentException(
                    "cluster.ports: " + ports + " is not allowed; 1 to " + MAX_SERVERS + " different ports");
        }
        for (int port : ports) {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("cluster.ports: " + port + " is not allowed; 1 to 65535");
            }
        }
        for (Path file : List.of(payara, rar, war)) {
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException(file + " is not there; the build makes it in phase package");
            }
        }
    }

    /**
     * Reads the settings. {@code cluster.directory}, {@code cluster.payara}, {@code cluster.rar} and {@code cluster.war}
     * have to be given; {@code cluster.ports} is by default {@code 8181,8182,8183}, {@code cluster.group} is named after
     * the first port, and {@code cluster.groupAddress} and {@code cluster.groupPort} are Ordercast's own defaults.
     *
     * @param properties where to read
     * @return the settings
     * @throws IllegalArgumentException if something is missing or not allowed
     */
    public static ClusterSettings read(Properties properties) {
        List<Integer> ports = new ArrayList<>();
        for (String port :
                properties.getProperty("cluster.ports", "8181,8182,8183").split(",", -1)) {
            ports.add(number("cluster.ports", port));
        }
        return new ClusterSettings(
                ports,
                properties.getProperty("cluster.group", "orderbook-" + ports.get(0)),
                properties.getProperty("cluster.groupAddress", "239.255.77.1"),
                number("cluster.groupPort", properties.getProperty("cluster.groupPort", "45577")),
                path(properties, "cluster.directory"),
                path(properties, "cluster.payara"),
                path(properties, "cluster.rar"),
                path(properties, "cluster.war"),
                Duration.ofSeconds(number(
                        "cluster.startSeconds",
                        properties.getProperty("cluster.startSeconds", DEFAULT_START_SECONDS))));
    }

    private static int number(String name, String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(name + ": '" + text + "' is not a whole number", notANumber);
        }
    }

    private static Path path(Properties properties, String name) {
        String value = properties.getProperty(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + ": nothing is set; a path is needed");
        }
        return Path.of(value).toAbsolutePath();
    }
}
