package org.ordercast.sample.unordered;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends this server's commands to one peer, in the order in which they were submitted here: one request is under way
 * at a time, over TCP. So nothing is lost or swapped between two servers that are up; what differs from server to server
 * is only how the commands of several senders fall between one another. Safe for use by several threads.
 */
final class PeerFeed {

    /** The most commands that wait for a peer; more are given up, and counted. */
    static final int CAPACITY = 200_000;

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client;
    private final URI target;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int underWay;
    private long lost;

    PeerFeed(HttpClient client, URI target) {
        this.client = client;
        this.target = target;
    }

    synchronized void send(byte[] command) {
        if (waiting.size() == CAPACITY) {
            lost++;
            return;
        }
        waiting.addLast(command);
        if (underWay == 0) {
            sendNext();
        }
    }

    /** How many commands have not arrived yet. */
    synchronized int pending() {
        return waiting.size() + underWay;
    }

    /** How many commands the peer did not take, for it was down or too slow. */
    synchronized long lost() {
        return lost;
    }

    private void sendNext() {
        List<byte[]> batch = new ArrayList<>();
        while (batch.size() < CommandBatch.MAX_COMMANDS && !waiting.isEmpty()) {
            batch.add(waiting.removeFirst());
        }
        underWay = batch.size();
        HttpRequest request = HttpRequest.newBuilder(target)
                .timeout(REQUEST_TIMEOUT)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(CommandBatch.write(batch)))
                .build();
        // Nothing waits for the request: sent() learns what became of it.
        var unused = client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .whenComplete(this::sent);
    }

    private synchronized void sent(@Nullable HttpResponse<Void> response, @Nullable Throwable failure) {
        if (failure != null || response == null || response.statusCode() != 204) {
            lost += underWay;
        }
        underWay = 0;
        if (!waiting.isEmpty()) {
            sendNext();
        }
    }
}
