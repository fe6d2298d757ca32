package org.ordercast.sample.unordered;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The feed of a peer")
class PeerFeedTest {

    private static final int PATIENCE_SECONDS = 60;

    private final BlockingQueue<List<byte[]>> batches = new LinkedBlockingQueue<>();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer peer;

    @BeforeEach
    void startPeer() throws IOException {
        peer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        peer.createContext("/", exchange -> {
            batches.add(CommandBatch.read(exchange.getRequestBody().readAllBytes()));
            try {
                answer.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        peer.start();
    }

    @AfterEach
    void stopPeer() {
        answer.countDown();
        peer.stop(0);
    }

    private PeerFeed feed() {
        return new PeerFeed(
                client, URI.create("http://127.0.0.1:" + peer.getAddress().getPort() + "/"));
    }

    private List<byte[]> nextBatch() throws InterruptedException {
        List<byte[]> batch = batches.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(batch).as("the next batch").isNotNull();
        return batch;
    }

    @Test
    void sendsCommandsInTheirOrderOneRequestAtATime() throws InterruptedException {
        PeerFeed feed = feed();
        feed.send(new byte[] {1});
        assertThat(nextBatch()).containsExactly(new byte[] {1});
        feed.send(new byte[] {2});
        feed.send(new byte[] {3});
        assertThat(feed.pending()).isEqualTo(3);
        assertThat(batches).isEmpty();

        answer.countDown();

        assertThat(nextBatch()).containsExactly(new byte[] {2}, new byte[] {3});
        assertThat(feed.lost()).isZero();
    }

    @Test
    void countsWhatAPeerThatIsDownDidNotTake() throws InterruptedException {
        PeerFeed feed = feed();
        peer.stop(0);

        feed.send(new byte[] {1});

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (feed.pending() > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(feed.lost()).isEqualTo(1);
    }
}
