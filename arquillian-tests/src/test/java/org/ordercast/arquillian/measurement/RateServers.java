package org.ordercast.arquillian.measurement;

import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Servers whose beans count what they receive, the last of which publishes. */
final class RateServers {

    /** The name of the application on each. */
    static final String APPLICATION = "rates";

    private static final String PUBLISHED = "published";
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final long POLL_MILLIS = 100;

    private final List<ServerProcess> servers;
    private final HttpClient client = HttpClient.newHttpClient();

    private RateServers(List<ServerProcess> servers) {
        this.servers = List.copyOf(servers);
    }

    static RateServers awaitReady(List<ServerProcess> servers) throws IOException {
        for (ServerProcess server : servers) {
            server.awaitReady();
        }
        return new RateServers(servers);
    }

    /** Waits until every server sees all of them in its view. */
    void awaitTogether() throws InterruptedException {
        String all = Integer.toString(servers.size());
        await(
                "all servers are in one view",
                () -> servers.stream()
                        .allMatch(server ->
                                get(server, "publisher").getProperty("members").equals(all)));
    }

    /** The processor time of all servers so far. */
    long cpuNanos() {
        return servers.stream().mapToLong(server -> server.cpu().toNanos()).sum();
    }

    /** Has messages published all at once, and gives the rate at which the slowest server's bean received them. */
    double publish(String load, int messages, int bytes) throws InterruptedException {
        publish(load, messages, bytes, false);
        return awaitReceived(load, messages);
    }

    /** Has messages published one by one, and gives how long a send took: the middle and the 99th percentile, as cells of a table. */
    String publishOneByOne(String load, int messages, int bytes) throws InterruptedException {
        String state = publish(load, messages, bytes, true);
        awaitReceived(load, messages);
        return state.substring(PUBLISHED.length()).strip();
    }

    private String publish(String load, int messages, int bytes, boolean oneByOne) throws InterruptedException {
        ServerProcess publisher = servers.get(servers.size() - 1);
        String query = "?load=" + load + "&messages=" + messages + "&bytes=" + bytes + "&oneByOne=" + oneByOne;
        send(publisher, "publisher" + query, "POST");
        await(load + " is published", () -> !state(publisher).equals("publishing"));
        if (!state(publisher).startsWith(PUBLISHED)) {
            throw new IllegalStateException(load + ": " + state(publisher));
        }
        return state(publisher);
    }

    private String state(ServerProcess publisher) {
        return get(publisher, "publisher").getProperty("state");
    }

    /** Waits until every bean has received a load, requires that all have received the same, and gives the rate of the slowest. */
    double awaitReceived(String load, int messages) throws InterruptedException {
        String query = "tally?load=" + load;
        await(
                "all of " + load + " is received",
                () -> servers.stream()
                        .allMatch(server -> Long.parseLong(whole(server, query).getProperty("count")) >= messages));
        Set<String> digests = new HashSet<>();
        List<Double> rates = new ArrayList<>();
        for (ServerProcess server : servers) {
            Properties report = whole(server, query);
            digests.add(report.getProperty("digest"));
            if (Long.parseLong(report.getProperty("count")) != messages) {
                throw new IllegalStateException(load + " was received more than once: " + report);
            }
            rates.add((messages - 1) * 1e9 / Long.parseLong(report.getProperty("nanos")));
        }
        if (digests.size() > 1) {
            throw new IllegalStateException("servers received different orders: " + digests);
        }
        return rates.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    /** What a server says, once it says that nothing is wrong. */
    private Properties whole(ServerProcess server, String path) {
        Properties report = get(server, path);
        if (!report.getProperty("fault").isEmpty()) {
            throw new IllegalStateException(report.getProperty("fault"));
        }
        return report;
    }

    private Properties get(ServerProcess server, String path) {
        try {
            Properties report = new Properties();
            report.load(new StringReader(send(server, path, "GET")));
            return report;
        } catch (IOException e) {
            throw new IllegalStateException("a report cannot be read", e);
        }
    }

    private String send(ServerProcess server, String path, String method) {
        HttpRequest request = HttpRequest.newBuilder(server.root(APPLICATION).resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(DEADLINE)
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(request + ": " + response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new IllegalStateException("a server does not answer " + request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void await(String what, BooleanSupplier reached) throws InterruptedException {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("not within " + DEADLINE + ": " + what);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
