package org.ordercast.adapter.inbound;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the endpoint of a subscription: gets one from the server, asks again in growing intervals while the server has
 * none, and gives it back. For the subscription's thread.
 */
final class EndpointSupply {

    private static final Logger LOG = System.getLogger(EndpointSupply.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final String subscription;
    private final MessageEndpointFactory factory;
    private final DeliveryGate gate;
    private @Nullable BeanEndpoint endpoint;

    EndpointSupply(String subscription, MessageEndpointFactory factory, DeliveryGate gate) {
        this.subscription = subscription;
        this.factory = factory;
        this.gate = gate;
    }

    /**
     * The endpoint, got from the server if there is none yet.
     *
     * @return an endpoint, or empty if delivery was held or ended while the server had none
     */
    Optional<BeanEndpoint> take() throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (endpoint == null && gate.isOpen()) {
            long holds = gate.holds();
            try {
                endpoint = BeanEndpoint.of(factory);
                gate.started();
                if (!pause.equals(FIRST_PAUSE)) {
                    LOG.log(Level.INFO, "subscription {0}: the server offers an endpoint again", subscription);
                }
            } catch (UnavailableException | RuntimeException e) {
                // Once for each outage: it may last, and its messages are kept meanwhile.
                if (pause.equals(FIRST_PAUSE)) {
                    LOG.log(
                            Level.WARNING,
                            "subscription " + subscription
                                    + ": the server offers no endpoint; its messages wait in order, "
                                    + "and it is asked again until it does",
                            e);
                }
                gate.pauseFor(pause, holds);
                pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
            } catch (NoSuchMethodException e) {
                gate.stop("the bean has no method onMessage(OrderedMessage): " + e.getMessage());
                LOG.log(Level.ERROR, "subscription " + subscription + ": " + gate.reason(), e);
            }
        }
        return Optional.ofNullable(endpoint);
    }

    /** Gives the endpoint back, so that the next message gets a new one. */
    void release() {
        BeanEndpoint released = endpoint;
        endpoint = null;
        if (released != null) {
            try {
                released.release();
            } catch (RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "subscription " + subscription + ": the server did not take its endpoint back",
                        e);
            }
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
