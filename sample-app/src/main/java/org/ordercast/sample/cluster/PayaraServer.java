package org.ordercast.sample.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ordercast.sample.server.Servers;

/** One Payara Micro server with the RAR and the application, in a process of its own. For one thread at a time. */
final class PayaraServer {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
    private static final int SHOWN_LOG_LINES = 15;

    /**
     * How long a server keeps an idle connection to a peer, in seconds. Payara closes idle ones after 30 seconds; a
     * request that is sent at that very moment would fail.
     */
    private static final int KEEP_ALIVE_SECONDS = 5;

    private final ClusterSettings settings;
    private final String id;
    private final int port;
    private final Path directory;
    private @Nullable Process process;

    PayaraServer(ClusterSettings settings, int index) {
        this.settings = settings;
        this.id = id(index);
        this.port = settings.ports().get(index);
        this.directory = settings.directory().resolve(id);
    }

    /** The id of a server, by its place in the list. */
    private static String id(int index) {
        return "server-" + (index + 1);
    }

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port + "/orderbook/");
    }

    String id() {
        return id;
    }

    URI address() {
        return address(port);
    }

    Path log() {
        return directory.resolve("server.log");
    }

    /** Where the server keeps the order, and with it the book, while the cluster runs. */
    private Path bookDirectory() {
        return directory.resolve("book");
    }

    /** Deletes what the server has kept of the order. It must not run. */
    void forgetBook() throws IOException {
        if (Files.exists(bookDirectory())) {
            try (Stream<Path> files = Files.walk(bookDirectory())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    boolean isAlive() {
        Process running = process;
        return running != null && running.isAlive();
    }

    /** Fails with a clear sentence if the port is taken, for the server itself would only log it. */
    void checkPort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException taken) {
            throw new IOException(
                    "Port " + port + " of 127.0.0.1 is taken, so " + id
                            + " cannot start. Choose other ports with -Dcluster.ports=8281,8282,8283",
                    taken);
        }
    }

    void start() throws IOException {
        checkPort();
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        Path agent = directory.resolve("stop-with-parent.jar");
        AgentJar.write(agent);
        Path preBoot = Files.writeString(
                directory.resolve("preboot.txt"),
                "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener"
                        + ".address=127.0.0.1\n");
        Path postBoot = Files.writeString(
                directory.resolve("postboot.txt"),
                "create-resource-adapter-config --property group=" + settings.group() + ":memberId=" + id
                        + ":groupAddress=" + settings.groupAddress() + ":port=" + settings.groupPort()
                        + ":networkInterface=loopback:logDirectory="
                        + bookDirectory().toString().replace(":", "\\:")
                        + " ordercast\n");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Djava.io.tmpdir=" + temporary,
                        "-Djava.awt.headless=true",
                        "-Djdk.httpclient.keepalive.timeout=" + KEEP_ALIVE_SECONDS,
                        "-D" + Servers.SELF_PROPERTY + "=" + id,
                        "-D" + Servers.ALL_PROPERTY + "=" + allServers(),
                        "-javaagent:" + agent,
                        "-jar",
                        settings.payara().toString(),
                        "--nohazelcast",
                        "--disablephonehome",
                        "--port",
                        Integer.toString(port),
                        "--prebootcommandfile",
                        preBoot.toString(),
                        "--postbootcommandfile",
                        postBoot.toString(),
                        "--deploy",
                        settings.rar().toString(),
                        "--deploy",
                        settings.war().toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    private String allServers() {
        List<String> all = IntStream.range(0, settings.ports().size())
                .mapToObj(index -> id(index) + "=" + address(settings.ports().get(index)))
                .toList();
        return String.join(",", all);
    }

    /** Ends the server as Ctrl-C would, and by force if it takes too long. */
    void stop() {
        Process running = process;
        if (running == null) {
            return;
        }
        try {
            running.getOutputStream().close();
        } catch (IOException closedAlready) {
            running.destroy();
        }
        try {
            if (!running.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the server as a power cut would. */
    void kill() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().waitFor();
        }
    }

    /** The last lines of the log, for an error's sake. */
    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LOG_LINES), lines.size()));
        } catch (IOException unreadable) {
            return "its log cannot be read: " + unreadable;
        }
    }
}
