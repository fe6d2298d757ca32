package org.ordercast.adapter.outbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.ConnectionDefinition;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.ValidatingManagedConnectionFactory;
import java.io.PrintWriter;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;
import org.ordercast.OrderedConnection;
import org.ordercast.OrderedConnectionFactory;
import org.ordercast.adapter.configuration.AllowedRange;
import org.ordercast.adapter.configuration.Unit;
import org.ordercast.adapter.group.GroupAccess;

/**
 * Makes the connections that the server pools. They are cheap: what is expensive is the member, which the resource
 * adapter keeps. Its first connection lets the adapter join its group.
 */
@ConnectionDefinition(
        connectionFactory = OrderedConnectionFactory.class,
        connectionFactoryImpl = OrdercastConnectionFactory.class,
        connection = OrderedConnection.class,
        connectionImpl = OrdercastConnection.class)
public class OrdercastManagedConnectionFactory
        implements ManagedConnectionFactory,
                ValidatingManagedConnectionFactory,
                ResourceAdapterAssociation,
                Serializable {

    private static final long serialVersionUID = 1L;

    @ConfigProperty(
            type = Long.class,
            defaultValue = "0",
            description = "How long a send or a commit may wait, for room and for its acknowledgement together, 1 to "
                    + "3600000 ms; 0 takes the resource adapter's sendTimeout.")
    @Unit("ms")
    @AllowedRange(property = "sendTimeout", min = 0, max = 3_600_000)
    private Long sendTimeout = 0L;

    private transient volatile @Nullable ResourceAdapter resourceAdapter;
    private transient volatile @Nullable PrintWriter logWriter;

    /** Creates the factory with every property at its default. */
    public OrdercastManagedConnectionFactory() {}

    @Override
    public Object createConnectionFactory(ConnectionManager connections) {
        return new OrdercastConnectionFactory(this, connections);
    }

    @Override
    public Object createConnectionFactory() {
        return createConnectionFactory(new UnmanagedConnections());
    }

    @Override
    public ManagedConnection createManagedConnection(@Nullable Subject subject, @Nullable ConnectionRequestInfo request)
            throws ResourceException {
        GroupAccess group = group();
        group.join();
        Duration timeout = sendTimeout == 0 ? group.sendTimeout() : Duration.ofMillis(sendTimeout);
        return new OrdercastManagedConnection(this, group, timeout);
    }

    @Override
    public @Nullable ManagedConnection matchManagedConnections(
            @SuppressWarnings("rawtypes") Set candidates,
            @Nullable Subject subject,
            @Nullable ConnectionRequestInfo request) {
        for (Object candidate : candidates) {
            if (candidate instanceof OrdercastManagedConnection connection
                    && connection.isMadeBy(this)
                    && connection.isValid()) {
                return connection;
            }
        }
        return null;
    }

    @Override
    public Set<OrdercastManagedConnection> getInvalidConnections(@SuppressWarnings("rawtypes") Set connections) {
        Set<OrdercastManagedConnection> invalid = new HashSet<>();
        for (Object candidate : connections) {
            if (candidate instanceof OrdercastManagedConnection connection && !connection.isValid()) {
                invalid.add(connection);
            }
        }
        return invalid;
    }

    private GroupAccess group() throws ResourceAdapterInternalException {
        if (resourceAdapter instanceof GroupAccess group) {
            return group;
        }
        throw new ResourceAdapterInternalException("the connection factory belongs to "
                + (resourceAdapter == null ? "no resource adapter" : resourceAdapter.getClass())
                + "; create it through the Ordercast resource adapter");
    }

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return resourceAdapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
        this.resourceAdapter = adapter;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) {
        this.logWriter = writer;
    }

    /**
     * How long a send or a commit may wait.
     *
     * @return a time in milliseconds, or 0 for the resource adapter's
     */
    public Long getSendTimeout() {
        return sendTimeout;
    }

    /**
     * Sets {@link #getSendTimeout()}.
     *
     * @param sendTimeout the value
     */
    public void setSendTimeout(Long sendTimeout) {
        this.sendTimeout = sendTimeout;
    }

    /** Factories are equal if their properties and their resource adapters are: their connections are alike then. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OrdercastManagedConnectionFactory that
                && Objects.equals(sendTimeout, that.sendTimeout)
                && Objects.equals(resourceAdapter, that.resourceAdapter);
    }

    /** Of the properties only: a server may look the factory up before it tells it its resource adapter. */
    @Override
    public int hashCode() {
        return Objects.hashCode(sendTimeout);
    }
}
