package org.ordercast.sample.web;

import jakarta.json.JsonObject;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The open pages. Each is served by a thread of its own, so that one which does not read holds up no other. Safe for
 * use by several threads.
 */
public final class Pages {

    /** How many pages may be open at a server; further ones are closed, and ask again. */
    static final int MAX_PAGES = 32;

    private static final int PAUSE_MILLIS = 100;
    private static final int QUIET_PAUSES = 10;
    private static final int SEND_PATIENCE_SECONDS = 10;

    private final Executor executor;
    private final Supplier<JsonObject> report;
    private final Semaphore room = new Semaphore(MAX_PAGES);
    private final CountDownLatch stopping = new CountDownLatch(1);

    /**
     * Creates an empty set of pages.
     *
     * @param executor serves each page on a thread
     * @param report what is sent
     */
    public Pages(Executor executor, Supplier<JsonObject> report) {
        this.executor = executor;
        this.report = report;
    }

    /** Ends all pages. */
    public void stop() {
        stopping.countDown();
    }

    void follow(SseEventSink sink, Sse sse) {
        if (!room.tryAcquire()) {
            sink.close();
            return;
        }
        executor.execute(() -> {
            try (sink) {
                serve(sink, sse);
            } catch (ExecutionException | TimeoutException gone) {
                // The page was closed, or its machine sleeps: it connects again when it is back.
                return;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } finally {
                room.release();
            }
        });
    }

    /** Sends each change, and at least one event a second, by which the page knows that this server is there. */
    private void serve(SseEventSink sink, Sse sse) throws InterruptedException, ExecutionException, TimeoutException {
        String last = "";
        int quiet = 0;
        do {
            String next = report.get().toString();
            quiet++;
            if (quiet >= QUIET_PAUSES || !next.equals(last)) {
                sink.send(sse.newEvent(next)).toCompletableFuture().get(SEND_PATIENCE_SECONDS, TimeUnit.SECONDS);
                last = next;
                quiet = 0;
            }
        } while (!sink.isClosed() && !stopping.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    }
}
