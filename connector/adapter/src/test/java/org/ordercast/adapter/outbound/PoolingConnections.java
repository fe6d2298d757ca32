package org.ordercast.adapter.outbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LazyAssociatableConnectionManager;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import java.util.ArrayList;
import java.util.List;
import org.ordercast.OrdercastException;

/** A server's connection manager that writes down what it is told, and can put a handle on a new managed connection. */
final class PoolingConnections
        implements ConnectionManager, LazyAssociatableConnectionManager, ConnectionEventListener {

    private static final long serialVersionUID = 1L;

    private final transient List<Integer> events = new ArrayList<>();

    OrdercastConnection connect(OrdercastManagedConnectionFactory factory) throws OrdercastException {
        return (OrdercastConnection)
                ((OrdercastConnectionFactory) factory.createConnectionFactory(this)).getConnection();
    }

    List<Integer> events() {
        return events;
    }

    @Override
    public Object allocateConnection(ManagedConnectionFactory factory, ConnectionRequestInfo request)
            throws ResourceException {
        ManagedConnection connection = factory.createManagedConnection(null, request);
        connection.addConnectionEventListener(this);
        return connection.getConnection(null, request);
    }

    @Override
    public void associateConnection(Object handle, ManagedConnectionFactory factory, ConnectionRequestInfo request)
            throws ResourceException {
        factory.createManagedConnection(null, request).associateConnection(handle);
    }

    @Override
    public void inactiveConnectionClosed(Object handle, ManagedConnectionFactory factory) {}

    @Override
    public void connectionClosed(ConnectionEvent event) {
        events.add(event.getId());
    }

    @Override
    public void connectionErrorOccurred(ConnectionEvent event) {
        events.add(event.getId());
    }

    @Override
    public void localTransactionStarted(ConnectionEvent event) {
        events.add(event.getId());
    }

    @Override
    public void localTransactionCommitted(ConnectionEvent event) {
        events.add(event.getId());
    }

    @Override
    public void localTransactionRolledback(ConnectionEvent event) {
        events.add(event.getId());
    }
}
