package org.ordercast.sample.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Servers that run the sample application on loopback. A server that is started again goes on with the book; a cluster that
 * is started again begins a new one. It ends only processes that it started itself. For one thread at
 * a time, but for {@link #close()}, which any may call.
 */
public final class Cluster implements AutoCloseable {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);
    private static final Duration POLL_PATIENCE = Duration.ofSeconds(5);

    /** What a server says of itself once it is in the group and its bean gets messages. */
    private static final Pattern SERVING =
            Pattern.compile("\"state\":\"(FOLLOWING|SEQUENCING)\".*\"state\":\"(DELIVERING|PAUSED)\"");

    private final ClusterSettings settings;
    private final List<PayaraServer> servers;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Cluster(ClusterSettings settings) {
        this.settings = settings;
        this.servers = IntStream.range(0, settings.ports().size())
                .mapToObj(index -> new PayaraServer(settings, index))
                .toList();
    }

    /**
     * Starts all servers side by side, and does not wait for them.
     *
     * @param settings how the cluster is set up
     * @return the starting cluster
     * @throws IOException if a port is taken, or a process cannot be started; then none is left running
     */
    public static Cluster start(ClusterSettings settings) throws IOException {
        Cluster cluster = new Cluster(settings);
        for (PayaraServer server : cluster.servers) {
            server.checkPort();
            // Left by a cluster that was killed.
            server.forgetBook();
        }
        try {
            for (PayaraServer server : cluster.servers) {
                server.start();
            }
        } catch (IOException failed) {
            cluster.close();
            throw failed;
        }
        return cluster;
    }

    /**
     * Waits until every server is in the group and serves.
     *
     * @throws IOException if a server ended, or did not serve in time; the message holds the end of its log
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void awaitServing() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + settings.startTimeout().toNanos();
        for (PayaraServer server : servers) {
            awaitServing(server, deadline);
        }
    }

    /**
     * Where the servers answer.
     *
     * @return the application's address at each server, ending with a slash
     */
    public List<URI> addresses() {
        return servers.stream().map(PayaraServer::address).toList();
    }

    /**
     * Ends one server as a power cut would.
     *
     * @param index which, 0 for the first
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void kill(int index) throws InterruptedException {
        servers.get(index).kill();
    }

    /**
     * Starts a server again, and waits until it serves.
     *
     * @param index which, 0 for the first
     * @throws IOException if it cannot be started, or does not serve in time
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void startAgain(int index) throws IOException, InterruptedException {
        PayaraServer server = servers.get(index);
        server.start();
        awaitServing(server, System.nanoTime() + settings.startTimeout().toNanos());
    }

    /**
     * Waits until all servers have ended.
     *
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void awaitEnd() throws InterruptedException {
        while (servers.stream().anyMatch(PayaraServer::isAlive)) {
            Thread.sleep(POLL_INTERVAL.toMillis());
        }
    }

    /** Stops all servers, side by side, and returns when they have ended, and their book with them. Closing again has no effect. */
    @Override
    public void close() {
        servers.parallelStream().forEach(PayaraServer::stop);
        for (PayaraServer server : servers) {
            try {
                server.forgetBook();
            } catch (IOException leftBehind) {
                System.err.println("The book of " + server.id() + " could not be deleted: " + leftBehind);
            }
        }
    }

    private void awaitServing(PayaraServer server, long deadline) throws IOException, InterruptedException {
        while (!serves(server)) {
            if (!server.isAlive()) {
                throw new IOException(server.id() + " ended while it started. The end of " + server.log() + ":\n"
                        + server.lastWords());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException(server.id() + " did not serve within "
                        + settings.startTimeout().toSeconds()
                        + " seconds; set -Dcluster.startSeconds for more. The end of " + server.log() + ":\n"
                        + server.lastWords());
            }
            Thread.sleep(POLL_INTERVAL.toMillis());
        }
    }

    private boolean serves(PayaraServer server) throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(server.address().resolve("api/status"))
                            .timeout(POLL_PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 && SERVING.matcher(answer.body()).find();
        } catch (IOException notYet) {
            return false;
        }
    }
}
