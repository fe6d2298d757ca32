package org.ordercast.adapter.outbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import javax.naming.Reference;
import org.jspecify.annotations.Nullable;
import org.ordercast.OrdercastException;
import org.ordercast.OrderedConnection;
import org.ordercast.OrderedConnectionFactory;

/** Gives out connections through the server's connection manager. Safe for use by several threads. */
public final class OrdercastConnectionFactory implements OrderedConnectionFactory {

    private static final long serialVersionUID = 1L;

    private final OrdercastManagedConnectionFactory factory;
    private final ConnectionManager connections;
    private volatile @Nullable Reference reference;

    OrdercastConnectionFactory(OrdercastManagedConnectionFactory factory, ConnectionManager connections) {
        this.factory = factory;
        this.connections = connections;
    }

    @Override
    public OrderedConnection getConnection() throws OrdercastException {
        try {
            OrdercastConnection connection = (OrdercastConnection) connections.allocateConnection(factory, null);
            connection.managedBy(connections, factory);
            return connection;
        } catch (OrdercastException e) {
            throw e;
        } catch (ResourceException e) {
            throw new OrdercastException("no connection could be had: " + e.getMessage(), e);
        }
    }

    @Override
    public void setReference(Reference newReference) {
        this.reference = newReference;
    }

    @Override
    public @Nullable Reference getReference() {
        return reference;
    }
}
