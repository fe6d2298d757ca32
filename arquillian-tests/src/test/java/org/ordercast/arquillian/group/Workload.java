package org.ordercast.arquillian.group;

import static org.ordercast.arquillian.application.Eventually.DEADLINE;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.ordercast.Acknowledgement;
import org.ordercast.Message;
import org.ordercast.OrderedConnection;
import org.ordercast.OrderedConnectionFactory;
import org.ordercast.OrderedMessage;
import org.ordercast.Receipt;
import org.ordercast.arquillian.application.Resources;

/** Publishes messages of mixed sizes, as many small ones as large ones of each order of magnitude. */
@Singleton
public class Workload {

    private static final String CHECKSUM = "crc32c";
    private static final int SMALLEST = 10;
    private static final int LARGEST = 1024 * 1024;

    /** Bounds what this side holds; the group's own bounds are in bytes. */
    private static final int MOST_UNACKNOWLEDGED = 1_000;

    @Resource(lookup = Resources.FACTORY)
    private OrderedConnectionFactory factory;

    @Resource
    private ManagedExecutorService executor;

    private volatile String state = "idle";

    /** Begins to publish, in the background. */
    void publish(int messages, long seed) {
        state = "publishing";
        executor.submit(() -> {
            try {
                publishAll(messages, new Random(seed));
                state = "published";
            } catch (Exception e) {
                state = "failed: " + e;
            }
            return null;
        });
    }

    /** Publishes one message of a size, and waits until all servers hold it. */
    void publishOne(int bytes) throws Exception {
        try (OrderedConnection connection = factory.getConnection()) {
            connection.send(message(new Random(bytes), bytes), Acknowledgement.STABLE);
        }
    }

    /** How far it has come. */
    String state() {
        return state;
    }

    static boolean isIntact(OrderedMessage message) {
        return checksum(message.payload()).equals(message.properties().get(CHECKSUM));
    }

    private void publishAll(int messages, Random random) throws Exception {
        Queue<CompletableFuture<Receipt>> unacknowledged = new ArrayDeque<>();
        try (OrderedConnection connection = factory.getConnection()) {
            for (int i = 0; i < messages; i++) {
                unacknowledged.add(connection
                        .sendAsync(message(random, size(random)), Acknowledgement.ORDERED)
                        .toCompletableFuture());
                if (unacknowledged.size() > MOST_UNACKNOWLEDGED) {
                    await(unacknowledged.remove());
                }
            }
            while (!unacknowledged.isEmpty()) {
                await(unacknowledged.remove());
            }
        }
    }

    private static void await(CompletableFuture<Receipt> receipt) throws Exception {
        receipt.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    private static int size(Random random) {
        double magnitude = random.nextDouble() * Math.log((double) LARGEST / SMALLEST);
        return (int) Math.round(SMALLEST * Math.exp(magnitude));
    }

    private static Message message(Random random, int bytes) {
        byte[] payload = new byte[bytes];
        random.nextBytes(payload);
        return Message.to("workload").property(CHECKSUM, checksum(payload)).payload(payload);
    }

    private static String checksum(byte[] payload) {
        CRC32C checksum = new CRC32C();
        checksum.update(payload);
        return Long.toHexString(checksum.getValue());
    }
}
