package org.ordercast.adapter.inbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.Activation;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.beans.IntrospectionException;
import java.beans.PropertyDescriptor;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ordercast.Message;
import org.ordercast.OrderedMessageListener;
import org.ordercast.adapter.configuration.AllowedRange;
import org.ordercast.adapter.configuration.AllowedText;
import org.ordercast.adapter.configuration.Unit;

/** What a message-driven bean asks for: which messages, under which name, and what to do when it cannot handle one. */
@Activation(messageListeners = OrderedMessageListener.class)
public class OrderedActivationSpec implements ActivationSpec, Serializable {

    /** The destination that stands for all. */
    public static final String ALL_DESTINATIONS = "*";

    private static final long serialVersionUID = 1L;

    @ConfigProperty(
            type = String.class,
            defaultValue = ALL_DESTINATIONS,
            description = "Destination whose messages are delivered; '*' delivers those of all destinations.")
    @AllowedText(
            property = "destination",
            min = 1,
            max = Message.MAX_TEXT_BYTES,
            allowed = "the name of a destination, or '*' for all")
    private String destination = ALL_DESTINATIONS;

    @ConfigProperty(
            type = String.class,
            defaultValue = "",
            description =
                    "Name of the subscription, which no other one on the same server may have. Empty: the name that "
                            + "the server gives to the bean's activation, or else the bean's class.")
    @AllowedText(property = "subscriptionName", allowed = "at most 255 characters")
    private String subscriptionName = "";

    @ConfigProperty(
            type = String.class,
            defaultValue = "",
            description = "Id of the client that the subscription belongs to; if set, it stands before the "
                    + "subscription's name, with a slash between them.")
    @AllowedText(property = "clientId", allowed = "at most 255 characters")
    private String clientId = "";

    @ConfigProperty(
            type = Integer.class,
            defaultValue = "5",
            description =
                    "How often a message is delivered again, in its place in the order, after its bean failed; 0 or "
                            + "more.")
    @AllowedRange(property = "redeliveryAttempts", min = 0, max = Integer.MAX_VALUE)
    private Integer redeliveryAttempts = 5;

    @ConfigProperty(
            type = Long.class,
            defaultValue = "1000",
            description = "How long to wait before a message is delivered again, 0 to 86400000 ms.")
    @Unit("ms")
    @AllowedRange(property = "redeliveryInterval", min = 0, max = 86_400_000)
    private Long redeliveryInterval = 1_000L;

    @ConfigProperty(
            type = String.class,
            defaultValue = "stop",
            description =
                    "What to do with a message after its last attempt: 'stop' stops the subscription at it until an "
                            + "operator resumes it, 'skip' passes over it.")
    @AllowedText(property = "failureStrategy", form = "stop|skip", allowed = "stop or skip")
    private String failureStrategy = "stop";

    private transient @Nullable ResourceAdapter resourceAdapter;

    /** Creates the specification with every property at its default. */
    public OrderedActivationSpec() {}

    @Override
    public void validate() throws InvalidPropertyException {
        List<String> refusals = new ArrayList<>();
        List<PropertyDescriptor> properties = new ArrayList<>();
        if (destination.isEmpty()) {
            refuse("destination", destination, "the name of a destination, or '*' for all", refusals, properties);
        }
        if (redeliveryAttempts < 0) {
            refuse("redeliveryAttempts", redeliveryAttempts, "0 to " + Integer.MAX_VALUE, refusals, properties);
        }
        if (redeliveryInterval < 0 || redeliveryInterval > Duration.ofDays(1).toMillis()) {
            refuse(
                    "redeliveryInterval",
                    redeliveryInterval,
                    "0 to " + Duration.ofDays(1).toMillis(),
                    refusals,
                    properties);
        }
        if (FailureStrategy.of(failureStrategy).isEmpty()) {
            refuse("failureStrategy", failureStrategy, FailureStrategy.allowed(), refusals, properties);
        }
        if (!refusals.isEmpty()) {
            InvalidPropertyException refusal = new InvalidPropertyException(String.join("; ", refusals));
            refusal.setInvalidPropertyDescriptors(properties.toArray(PropertyDescriptor[]::new));
            throw refusal;
        }
    }

    private static void refuse(
            String property, Object value, String allowed, List<String> refusals, List<PropertyDescriptor> properties) {
        refusals.add(property + ": '" + value + "' is not allowed; " + allowed);
        try {
            properties.add(new PropertyDescriptor(property, OrderedActivationSpec.class));
        } catch (IntrospectionException e) {
            throw new IllegalStateException("no property " + property + " in " + OrderedActivationSpec.class, e);
        }
    }

    /**
     * What becomes of a message after its last attempt.
     *
     * @return the strategy that {@link #getFailureStrategy()} names
     */
    FailureStrategy strategy() {
        return FailureStrategy.of(failureStrategy).orElse(FailureStrategy.STOP);
    }

    /**
     * The subscription's full name.
     *
     * @param activation what it is called if no name is configured
     * @return the name
     */
    String subscription(String activation) {
        String name = subscriptionName.isEmpty() ? activation : subscriptionName;
        return clientId.isEmpty() ? name : clientId + "/" + name;
    }

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return resourceAdapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter resourceAdapter) throws ResourceException {
        this.resourceAdapter = resourceAdapter;
    }

    /**
     * The destination whose messages are delivered.
     *
     * @return a destination, or {@value #ALL_DESTINATIONS} for all
     */
    public String getDestination() {
        return destination;
    }

    /**
     * Sets {@link #getDestination()}.
     *
     * @param destination the value
     */
    public void setDestination(String destination) {
        this.destination = destination;
    }

    /**
     * The subscription's name.
     *
     * @return a name, or empty for one made from the bean's
     */
    public String getSubscriptionName() {
        return subscriptionName;
    }

    /**
     * Sets {@link #getSubscriptionName()}.
     *
     * @param subscriptionName the value
     */
    public void setSubscriptionName(String subscriptionName) {
        this.subscriptionName = subscriptionName;
    }

    /**
     * The id of the client that the subscription belongs to.
     *
     * @return an id, or empty for none
     */
    public String getClientId() {
        return clientId;
    }

    /**
     * Sets {@link #getClientId()}.
     *
     * @param clientId the value
     */
    public void setClientId(String clientId) {
        this.clientId = clientId;
    }

    /**
     * How often a message is delivered again after its bean failed.
     *
     * @return 0 or more
     */
    public Integer getRedeliveryAttempts() {
        return redeliveryAttempts;
    }

    /**
     * Sets {@link #getRedeliveryAttempts()}.
     *
     * @param redeliveryAttempts the value
     */
    public void setRedeliveryAttempts(Integer redeliveryAttempts) {
        this.redeliveryAttempts = redeliveryAttempts;
    }

    /**
     * How long to wait before a message is delivered again.
     *
     * @return a time in milliseconds
     */
    public Long getRedeliveryInterval() {
        return redeliveryInterval;
    }

    /**
     * Sets {@link #getRedeliveryInterval()}.
     *
     * @param redeliveryInterval the value
     */
    public void setRedeliveryInterval(Long redeliveryInterval) {
        this.redeliveryInterval = redeliveryInterval;
    }

    /**
     * What becomes of a message after its last attempt.
     *
     * @return {@code stop} or {@code skip}
     */
    public String getFailureStrategy() {
        return failureStrategy;
    }

    /**
     * Sets {@link #getFailureStrategy()}.
     *
     * @param failureStrategy the value
     */
    public void setFailureStrategy(String failureStrategy) {
        this.failureStrategy = failureStrategy;
    }
}
