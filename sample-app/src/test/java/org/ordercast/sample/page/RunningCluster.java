package org.ordercast.sample.page;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ordercast.sample.cluster.Cluster;
import org.ordercast.sample.cluster.ClusterSettings;

/** Three servers for a test, on free ports and in a group of their own; what they say is asked of each one directly. */
final class RunningCluster implements AutoCloseable {

    private static final int SERVERS = 3;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Cluster cluster;

    private RunningCluster(Cluster cluster) {
        this.cluster = cluster;
    }

    static RunningCluster start() throws IOException, InterruptedException {
        Properties properties = new Properties();
        System.getProperties()
                .stringPropertyNames()
                .forEach(name -> properties.setProperty(name, System.getProperty(name)));
        properties.setProperty(
                "cluster.ports", freePorts().stream().map(String::valueOf).collect(Collectors.joining(",")));
        properties.setProperty("cluster.group", "page-it-" + UUID.randomUUID());
        properties.setProperty("cluster.groupPort", Integer.toString(freeUdpPort()));
        properties.setProperty("cluster.startSeconds", "600");
        Cluster cluster = Cluster.start(ClusterSettings.read(properties));
        try {
            cluster.awaitServing();
        } catch (IOException | InterruptedException failed) {
            cluster.close();
            throw failed;
        }
        return new RunningCluster(cluster);
    }

    URI address(int index) {
        return cluster.addresses().get(index);
    }

    /** What a server says of itself. */
    JsonObject status(int index) {
        return get(address(index).resolve("api/status"));
    }

    List<JsonObject> statuses() {
        List<JsonObject> statuses = new ArrayList<>();
        for (int index = 0; index < SERVERS; index++) {
            statuses.add(status(index));
        }
        return statuses;
    }

    void kill(int index) throws InterruptedException {
        cluster.kill(index);
    }

    void startAgain(int index) throws IOException, InterruptedException {
        cluster.startAgain(index);
    }

    @Override
    public void close() {
        cluster.close();
    }

    private JsonObject get(URI uri) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build();
            String body =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            try (JsonReader reader = Json.createReader(new StringReader(body))) {
                return reader.readObject();
            }
        } catch (IOException failed) {
            throw new AssertionError(uri + " does not answer", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while asking " + uri, interrupted);
        }
    }

    private static List<Integer> freePorts() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < SERVERS; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private static int freeUdpPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return socket.getLocalPort();
        }
    }
}
