package org.ordercast.sample.status;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.ordercast.sample.compare.DigestTrail;
import org.ordercast.sample.compare.TrailCodec;

/** A server, for tests: answers what a peer asks, from trails that a test fills. */
final class Peer implements AutoCloseable {

    final String id;
    final DigestTrail ordered = new DigestTrail();
    final DigestTrail unordered = new DigestTrail();
    String incarnation = "first";
    String state = "LIVE";
    private final HttpServer server;

    Peer(String id) throws IOException {
        this.id = id;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/api/status", exchange -> answer(exchange, report().toString().getBytes(StandardCharsets.UTF_8)));
        server.createContext("/api/digests", exchange -> answer(exchange, after(exchange, ordered)));
        server.createContext("/api/unordered/digests", exchange -> answer(exchange, after(exchange, unordered)));
        server.start();
    }

    /** This server as an entry of the list of servers. */
    String entry() {
        return id + "=http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    JsonObject report() {
        return Json.createObjectBuilder()
                .add("server", id)
                .add("incarnation", incarnation)
                .add(
                        "replica",
                        Json.createObjectBuilder()
                                .add("state", state)
                                .add("position", ordered.last())
                                .add("resetAt", 0))
                .add("unordered", Json.createObjectBuilder().add("round", 0).add("count", unordered.last()))
                .build();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static byte[] after(HttpExchange exchange, DigestTrail trail) {
        String query = exchange.getRequestURI().getQuery();
        return TrailCodec.write(trail.after(Long.parseLong(query.substring("after=".length())), 100));
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
