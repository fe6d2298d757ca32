package org.ordercast.arquillian.rates;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.ordercast.Acknowledgement;
import org.ordercast.Message;
import org.ordercast.OrderedConnection;
import org.ordercast.OrderedConnectionFactory;
import org.ordercast.arquillian.application.Resources;

/** Publishes loads, one after the other: all it can, or one message after the other, each as soon as the one before is ordered. */
@Singleton
public class Publisher {

    private static final long DEADLINE_SECONDS = 120;

    /** Bounds what this side holds; the group's own bounds are in bytes. */
    private static final int MOST_UNACKNOWLEDGED = 10_000;

    @Resource(lookup = Resources.FACTORY)
    private OrderedConnectionFactory factory;

    @Resource
    private ManagedExecutorService executor;

    private long published;
    private volatile String state = "idle";

    /** Begins to publish, in the background. */
    void publish(String load, int messages, int bytes, boolean oneByOne) {
        state = "publishing";
        executor.execute(() -> {
            try (OrderedConnection connection = factory.getConnection()) {
                state = oneByOne
                        ? oneByOne(connection, load, messages, bytes)
                        : allAtOnce(connection, load, messages, bytes);
            } catch (Exception e) {
                state = "failed: " + e;
            }
        });
    }

    /** How far it has come: in the end, for messages one by one, how long a send took. */
    String state() {
        return state;
    }

    private synchronized String allAtOnce(OrderedConnection connection, String load, int messages, int bytes)
            throws Exception {
        Semaphore room = new Semaphore(MOST_UNACKNOWLEDGED);
        for (int i = 0; i < messages; i++) {
            acquire(room, 1);
            connection.sendAsync(next(load, bytes), Acknowledgement.ORDERED).thenRun(room::release);
        }
        acquire(room, MOST_UNACKNOWLEDGED);
        return "published";
    }

    /** What is not acknowledged gives nothing back. */
    private static void acquire(Semaphore room, int permits) throws InterruptedException, TimeoutException {
        if (!room.tryAcquire(permits, DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException("messages were not ordered");
        }
    }

    private synchronized String oneByOne(OrderedConnection connection, String load, int messages, int bytes)
            throws Exception {
        long[] nanos = new long[messages];
        for (int i = 0; i < messages; i++) {
            Message message = next(load, bytes);
            long begun = System.nanoTime();
            connection.send(message, Acknowledgement.ORDERED);
            nanos[i] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        return String.format(
                "published %.0f | %.0f", nanos[messages / 2] / 1e3, nanos[messages - 1 - messages / 100] / 1e3);
    }

    private Message next(String load, int bytes) {
        return Message.to(load).payload(Content.of(++published, bytes));
    }
}
