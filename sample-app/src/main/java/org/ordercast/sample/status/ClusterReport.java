package org.ordercast.sample.status;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ordercast.sample.compare.Comparison;
import org.ordercast.sample.compare.DigestTrail;
import org.ordercast.sample.compare.OrderedVerdict;
import org.ordercast.sample.compare.UnorderedVerdict;
import org.ordercast.sample.server.ServerAddress;
import org.ordercast.sample.server.Servers;

/**
 * All servers side by side, and the verdicts on both lanes. Made on demand, and at most every {@value #FRESH_MILLIS}
 * milliseconds however many pages ask. Safe for use by several threads.
 */
public final class ClusterReport {

    /** How long a report is given out before a new one is made. */
    public static final int FRESH_MILLIS = 100;

    /** How long a peer is waited for that was heard of just before: its last report will do. */
    private static final long BRIEF_PATIENCE_MILLIS = 80;

    /** How long a peer is waited for when its last report is old, for nobody asked. */
    private static final long LONG_PATIENCE_MILLIS = 2_500;

    private static final String LIVE = "LIVE";

    private final Servers servers;
    private final Supplier<JsonObject> ownReport;
    private final LongSupplier nanoTime;
    private final List<PeerProbe> probes;
    private long madeAt;
    private @Nullable JsonObject made;

    /**
     * Creates the report of a cluster; no peer is asked yet.
     *
     * @param servers who the servers are
     * @param ownReport gives this server's own report
     * @param orderedTrail this server's digests in the ordered lane
     * @param unorderedTrail this server's digests in the lane without ordering
     * @param client what asks the peers
     * @param nanoTime a clock that only moves forward, in nanoseconds
     */
    public ClusterReport(
            Servers servers,
            Supplier<JsonObject> ownReport,
            DigestTrail orderedTrail,
            DigestTrail unorderedTrail,
            HttpClient client,
            LongSupplier nanoTime) {
        this.servers = servers;
        this.ownReport = ownReport;
        this.nanoTime = nanoTime;
        this.probes = servers.peers().stream()
                .map(peer -> new PeerProbe(peer, client, orderedTrail, unorderedTrail))
                .toList();
    }

    /**
     * Reports.
     *
     * @return the report, at most {@value #FRESH_MILLIS} milliseconds old
     */
    public synchronized JsonObject toJson() {
        long now = nanoTime.getAsLong();
        JsonObject report = made;
        if (report == null || now - madeAt >= Duration.ofMillis(FRESH_MILLIS).toNanos()) {
            report = make();
            made = report;
            madeAt = now;
        }
        return report;
    }

    private JsonObject make() {
        JsonObject own = ownReport.get();
        CompletableFuture<?>[] asked =
                probes.stream().map(probe -> probe.probe(own)).toArray(CompletableFuture<?>[]::new);
        boolean old = made == null
                || nanoTime.getAsLong() - madeAt > Duration.ofSeconds(1).toNanos();
        await(CompletableFuture.allOf(asked), old ? LONG_PATIENCE_MILLIS : BRIEF_PATIENCE_MILLIS);
        Map<String, PeerProbe> byId = new HashMap<>();
        probes.forEach(probe -> byId.put(probe.peer().id(), probe));
        JsonArrayBuilder array = JsonText.array();
        for (ServerAddress server : servers.all()) {
            PeerProbe probe = byId.get(server.id());
            array.add(probe == null ? entry(server, own, "") : entry(server, probe.report(), probe.problem()));
        }
        return JsonText.object()
                .add("self", servers.self())
                .add("servers", array)
                .add("ordered", orderedVerdict(own))
                .add("unordered", unorderedVerdict(own))
                .build();
    }

    /** A slow peer is not waited for any longer: its last report stands until it answers. */
    private static void await(CompletableFuture<Void> all, long patienceMillis) {
        try {
            all.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            return;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a probe does not fail", impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static JsonObjectBuilder entry(ServerAddress server, @Nullable JsonObject report, String problem) {
        return JsonText.object()
                .add("id", server.id())
                .add("url", server.base().toString())
                .add("up", report != null)
                .add("problem", report != null ? "" : problem)
                .add("status", report != null ? report : JsonValue.NULL);
    }

    private JsonObjectBuilder orderedVerdict(JsonObject own) {
        List<OrderedVerdict.Standing> peers = new ArrayList<>();
        for (PeerProbe probe : probes) {
            JsonObject report = probe.report();
            peers.add(
                    report == null
                            ? new OrderedVerdict.Standing(probe.peer().id(), false, 0, 0, 0)
                            : ordered(report, probe.ordered().comparedTo(), probe.ordered()));
        }
        long position = number(own.getJsonObject("replica"), "position");
        OrderedVerdict verdict = OrderedVerdict.of(ordered(own, position, new Comparison()), peers);
        JsonArrayBuilder compared = JsonText.array();
        verdict.servers().forEach(compared::add);
        JsonArrayBuilder without = JsonText.array();
        verdict.without().forEach(without::add);
        return JsonText.object()
                .add("kind", verdict.kind().name())
                .add("upTo", verdict.upTo())
                .add("ahead", verdict.ahead())
                .add("differsAt", verdict.differsAt())
                .add("servers", compared)
                .add("without", without);
    }

    private static OrderedVerdict.Standing ordered(JsonObject report, long comparedTo, Comparison comparison) {
        JsonObject replica = report.getJsonObject("replica");
        return new OrderedVerdict.Standing(
                report.getString("server"),
                replica.getString("state").equals(LIVE),
                number(replica, "position"),
                comparedTo,
                comparison.firstDifference());
    }

    private JsonObjectBuilder unorderedVerdict(JsonObject own) {
        List<UnorderedVerdict.Standing> peers = new ArrayList<>();
        for (PeerProbe probe : probes) {
            JsonObject report = probe.report();
            if (report != null) {
                peers.add(unordered(report.getJsonObject("unordered"), probe.unordered()));
            }
        }
        JsonObject lane = own.getJsonObject("unordered");
        UnorderedVerdict verdict = UnorderedVerdict.of(number(lane, "round"), number(lane, "count"), peers);
        return JsonText.object()
                .add("kind", verdict.kind().name())
                .add("after", verdict.after())
                .add("differedAt", verdict.differedAt())
                .add("fewest", verdict.fewest())
                .add("most", verdict.most());
    }

    private static UnorderedVerdict.Standing unordered(JsonObject lane, Comparison comparison) {
        return new UnorderedVerdict.Standing(
                number(lane, "round"),
                number(lane, "count"),
                comparison.lastComparable(),
                comparison.equalThere(),
                comparison.firstDifference());
    }

    private static long number(JsonObject json, String name) {
        return json.getJsonNumber(name).longValue();
    }
}
