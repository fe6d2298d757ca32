package org.ordercast.arquillian.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ordercast.arquillian.application.Eventually.eventually;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.ordercast.arquillian.application.Applications;
import org.ordercast.arquillian.application.Eventually;
import org.ordercast.arquillian.server.RunningServers;

/** Three servers in one group, as a test that runs beside them uses them. */
final class ThreeServers {

    static final String FIRST = "server-1";
    static final String SECOND = "server-2";
    static final String THIRD = "server-3";

    private static final List<String> ALL = List.of(FIRST, SECOND, THIRD);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final HttpClient client = HttpClient.newHttpClient();

    static WebArchive application() {
        return Applications.with(Chain.class, ChainBean.class, GroupServlet.class, ServerReport.class, Workload.class);
    }

    /** Waits until every server sees all three in its view. */
    List<ServerReport> awaitTogether() {
        String everybody = String.join(" ", ALL);
        eventually(
                () -> "all servers see " + everybody + ": " + reports(),
                () -> reports().stream().allMatch(each -> each.members().equals(everybody)));
        return reports();
    }

    /** Waits until every server sees as many members in its view as there are servers. */
    List<ServerReport> awaitAllInView() {
        eventually(
                () -> "all servers see " + ALL.size() + " members: " + reports(),
                () -> reports().stream().allMatch(each -> each.members().split(" ").length == ALL.size()));
        return reports();
    }

    /** Has every server publish messages of its own, all at the same time. */
    void publishFromAll(int messages) {
        for (String server : ALL) {
            post(server, "?messages=" + messages + "&seed=" + server.hashCode());
        }
    }

    /** Has one server publish a message of a size. */
    void publish(String server, int bytes) {
        post(server, "?bytes=" + bytes);
    }

    /** Waits until every server has received so many messages in all; it may take long, but must not stand still. */
    List<ServerReport> awaitReceived(long count) {
        long progress = -1;
        long progressAt = System.nanoTime();
        while (true) {
            List<ServerReport> reports = reports();
            assertThat(reports).allSatisfy(each -> assertThat(each.fault()).isEmpty());
            assertThat(reports).allSatisfy(each -> assertThat(each.workload()).doesNotStartWith("failed"));
            if (reports.stream().allMatch(each -> each.count() >= count)) {
                return reports;
            }
            long received = reports.stream().mapToLong(ServerReport::count).sum();
            if (received > progress) {
                progress = received;
                progressAt = System.nanoTime();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - progressAt))
                    .as("time without a message, of %s expected: %s", count, reports)
                    .isLessThan(Eventually.DEADLINE);
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    List<ServerReport> reports() {
        return ALL.stream().map(this::report).toList();
    }

    private ServerReport report(String server) {
        Properties report = new Properties();
        try {
            report.load(new StringReader(send(server, HttpRequest.newBuilder(address(server, ServerReport.QUERY)))));
        } catch (IOException e) {
            throw new IllegalStateException(server + " gives no report", e);
        }
        return ServerReport.of(server, report);
    }

    private void post(String server, String query) {
        send(server, HttpRequest.newBuilder(address(server, query)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private String send(String server, HttpRequest.Builder request) {
        try {
            var response = client.send(request.timeout(Eventually.DEADLINE).build(), BodyHandlers.ofString());
            assertThat(response.statusCode())
                    .as("%s: %s", server, response.body())
                    .isEqualTo(200);
            return response.body();
        } catch (IOException e) {
            throw new IllegalStateException(server + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static URI address(String server, String query) {
        return RunningServers.root(server, Applications.NAME).resolve("group" + query);
    }
}
