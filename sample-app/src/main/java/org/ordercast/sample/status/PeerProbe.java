package org.ordercast.sample.status;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.ordercast.sample.compare.Comparison;
import org.ordercast.sample.compare.DigestTrail;
import org.ordercast.sample.compare.TrailCodec;
import org.ordercast.sample.compare.TrailPlace;
import org.ordercast.sample.server.ServerAddress;

/**
 * Watches one peer: gets its report, and the digests that were not compared yet. One probe is under way at a time. Safe
 * for use by several threads.
 */
final class PeerProbe {

    /** The path, behind {@code api/}, of a server's report. */
    static final String STATUS_PATH = "status";

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ServerAddress peer;
    private final HttpClient client;
    private final LaneComparison ordered;
    private final LaneComparison unordered;
    private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);
    private @Nullable JsonObject report;
    private String problem = "not asked yet";

    PeerProbe(ServerAddress peer, HttpClient client, DigestTrail orderedTrail, DigestTrail unorderedTrail) {
        this.peer = peer;
        this.client = client;
        this.ordered = new LaneComparison("digests", orderedTrail);
        this.unordered = new LaneComparison("unordered/digests", unorderedTrail);
    }

    /** Asks the peer, unless it is being asked already. The future never fails. */
    synchronized CompletableFuture<Void> probe(JsonObject own) {
        if (underWay.isDone()) {
            underWay = get(STATUS_PATH, HttpResponse.BodyHandlers.ofString())
                    .thenApply(PeerProbe::parse)
                    .thenCompose(answer -> compare(own, answer))
                    .handle(this::probed);
        }
        return underWay;
    }

    ServerAddress peer() {
        return peer;
    }

    /** The peer's report, or null while it does not answer. */
    synchronized @Nullable JsonObject report() {
        return report;
    }

    /** Why the peer does not answer; empty while it does. */
    synchronized String problem() {
        return problem;
    }

    synchronized Comparison ordered() {
        return ordered.comparison;
    }

    synchronized Comparison unordered() {
        return unordered.comparison;
    }

    private CompletableFuture<JsonObject> compare(JsonObject own, JsonObject answer) {
        JsonObject mine = own.getJsonObject("replica");
        JsonObject theirs = answer.getJsonObject("replica");
        long reset = Math.max(number(mine, "resetAt"), number(theirs, "resetAt"));
        String life = answer.getString("incarnation");
        String orderedKey = life + '/' + number(mine, "resetAt") + '/' + number(theirs, "resetAt");
        JsonObject myLane = own.getJsonObject("unordered");
        JsonObject theirLane = answer.getJsonObject("unordered");
        String laneKey = life + '/' + number(myLane, "round") + '/' + number(theirLane, "round");
        boolean sameRound = number(myLane, "round") == number(theirLane, "round");
        return pull(ordered, orderedKey, reset, number(theirs, "position"))
                .thenCompose(done -> pull(unordered, laneKey, 0, sameRound ? number(theirLane, "count") : 0))
                .thenApply(done -> answer);
    }

    /** Gets the peer's digests after the last compared place, if there are any, and compares them. */
    private CompletableFuture<Void> pull(LaneComparison lane, String key, long after, long peerLast) {
        long from;
        synchronized (this) {
            from = lane.begin(key, after);
        }
        if (peerLast <= from || lane.own.last() <= from) {
            return CompletableFuture.completedFuture(null);
        }
        return get(lane.path + "?after=" + from, HttpResponse.BodyHandlers.ofByteArray())
                .thenAccept(bytes -> {
                    List<TrailPlace> places = TrailCodec.read(bytes);
                    synchronized (this) {
                        lane.compare(key, places);
                    }
                });
    }

    private <T> CompletableFuture<T> get(String path, HttpResponse.BodyHandler<T> handler) {
        HttpRequest request =
                HttpRequest.newBuilder(peer.api(path)).timeout(PATIENCE).build();
        return client.sendAsync(request, handler).thenApply(response -> {
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        "it answers " + response.statusCode() + ": not serving yet, or no more");
            }
            return response.body();
        });
    }

    private synchronized @Nullable Void probed(@Nullable JsonObject answer, @Nullable Throwable failure) {
        report = answer;
        problem = failure == null ? "" : explain(failure);
        return null;
    }

    private static String explain(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ConnectException) {
            return "nothing listens there: the server is down";
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private static long number(JsonObject json, String name) {
        return json.getJsonNumber(name).longValue();
    }

    private static JsonObject parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /** The comparison of one lane, begun anew when the peer restarts or a reset begins a new round. */
    private static final class LaneComparison {

        private final String path;
        private final DigestTrail own;
        private String key = "";
        private Comparison comparison = new Comparison();

        private LaneComparison(String path, DigestTrail own) {
            this.path = path;
            this.own = own;
        }

        private long begin(String newKey, long after) {
            if (!newKey.equals(key)) {
                key = newKey;
                comparison = new Comparison(after);
            }
            return comparison.comparedTo();
        }

        private void compare(String forKey, List<TrailPlace> places) {
            if (forKey.equals(key)) {
                comparison.compare(own, places);
            }
        }
    }
}
