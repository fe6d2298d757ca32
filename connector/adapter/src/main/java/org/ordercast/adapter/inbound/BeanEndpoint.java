package org.ordercast.adapter.inbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ordercast.OrderedMessage;
import org.ordercast.OrderedMessageListener;

/** The server's stand-in for a message-driven bean, to which one message after another is delivered. For one thread. */
final class BeanEndpoint {

    private static final Method ON_MESSAGE = onMessage();

    private final MessageEndpoint endpoint;
    private final @Nullable TransactionOutcome outcome;

    private BeanEndpoint(MessageEndpoint endpoint, @Nullable TransactionOutcome outcome) {
        this.endpoint = endpoint;
        this.outcome = outcome;
    }

    /**
     * Asks the server for an endpoint. May wait for the application to start.
     *
     * @throws UnavailableException if the server has none now
     * @throws NoSuchMethodException if the bean has no {@code onMessage}
     */
    static BeanEndpoint of(MessageEndpointFactory factory) throws UnavailableException, NoSuchMethodException {
        TransactionOutcome outcome = factory.isDeliveryTransacted(ON_MESSAGE) ? new TransactionOutcome() : null;
        return new BeanEndpoint(factory.createEndpoint(outcome), outcome);
    }

    /**
     * Delivers a message once.
     *
     * @return why the bean did not accept it, or empty if it did
     */
    Optional<Throwable> deliver(OrderedMessage message) {
        return outcome == null ? invoke(message) : deliverInTransaction(message, outcome);
    }

    void release() {
        endpoint.release();
    }

    private Optional<Throwable> deliverInTransaction(OrderedMessage message, TransactionOutcome transaction) {
        transaction.reset();
        try {
            endpoint.beforeDelivery(ON_MESSAGE);
        } catch (NoSuchMethodException | ResourceException | RuntimeException e) {
            // The contract: without a successful beforeDelivery there is neither a delivery nor an afterDelivery.
            return Optional.of(e);
        }
        Optional<Throwable> failure = invoke(message);
        try {
            endpoint.afterDelivery();
        } catch (ResourceException | RuntimeException e) {
            failure.ifPresent(e::addSuppressed);
            failure = Optional.of(e);
        }
        return verdict(transaction.progress(), failure);
    }

    /** What the transaction decided goes before what was thrown: an application exception may well be committed. */
    private static Optional<Throwable> verdict(TransactionOutcome.Progress progress, Optional<Throwable> failure) {
        return switch (progress) {
            case COMMITTED -> Optional.empty();
            case UNTOUCHED -> failure;
            case ROLLED_BACK ->
                failure.or(
                        () -> Optional.of(
                                new DeliveryRefusedException(
                                        "the transaction was rolled back: by setRollbackOnly, a time-out, or another resource's failure")));
            case ENLISTED ->
                failure.or(() -> Optional.of(
                        new DeliveryRefusedException("the server did not say whether the transaction was committed")));
        };
    }

    @SuppressWarnings("CatchingUnchecked")
    private Optional<Throwable> invoke(OrderedMessage message) {
        try {
            ((OrderedMessageListener) endpoint).onMessage(message);
            return Optional.empty();
        } catch (Throwable t) {
            // Whatever a bean throws, its transaction has to be ended and the message kept.
            return Optional.of(t);
        }
    }

    private static Method onMessage() {
        try {
            return OrderedMessageListener.class.getMethod("onMessage", OrderedMessage.class);
        } catch (NoSuchMethodException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
