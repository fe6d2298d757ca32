package org.ordercast.arquillian.application;

import jakarta.annotation.Resource;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.ordercast.Acknowledgement;
import org.ordercast.Message;
import org.ordercast.OrdercastException;
import org.ordercast.OrderedConnection;
import org.ordercast.OrderedConnectionFactory;
import org.ordercast.Receipt;

/** Sends what a test is not about itself. */
@Singleton
public class Outbox {

    @Resource(lookup = Resources.FACTORY)
    private OrderedConnectionFactory factory;

    /** Sends texts to a destination, waits until each is ordered, and gives the last one's sequence. */
    public long send(String destination, String... texts) throws OrdercastException {
        long last = 0;
        try (OrderedConnection connection = factory.getConnection()) {
            for (String text : texts) {
                last = connection
                        .sendAsync(Message.to(destination).text(text), Acknowledgement.ORDERED)
                        .thenApply(Receipt::sequence)
                        .toCompletableFuture()
                        .get(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("a message to " + destination + " was not ordered", e);
        }
        return last;
    }
}
