package org.ordercast.adapter.outbound;

import jakarta.resource.ResourceException;
import jakarta.resource.cci.LocalTransaction;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.LazyAssociatableConnectionManager;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.ordercast.Acknowledgement;
import org.ordercast.Message;
import org.ordercast.OrdercastException;
import org.ordercast.OrderedConnection;
import org.ordercast.Receipt;

/**
 * An application's handle on a managed connection. The server may move it to another one, or take it off and put it on
 * again at its next use.
 */
public final class OrdercastConnection implements OrderedConnection {

    private @Nullable OrdercastManagedConnection managed;
    private @Nullable ConnectionManager connections;
    private @Nullable OrdercastManagedConnectionFactory factory;
    private boolean closed;

    OrdercastConnection(OrdercastManagedConnection managed) {
        this.managed = managed;
    }

    @Override
    public void send(Message message, Acknowledgement acknowledgement) throws OrdercastException {
        managed().send(message, acknowledgement);
    }

    @Override
    public CompletionStage<Receipt> sendAsync(Message message, Acknowledgement acknowledgement)
            throws OrdercastException {
        return managed().sendAsync(message, acknowledgement);
    }

    @Override
    public LocalTransaction getLocalTransaction() throws OrdercastException {
        managed();
        return new ApplicationTransaction(this);
    }

    @Override
    public void close() {
        OrdercastManagedConnection closing;
        synchronized (this) {
            if (closed) {
                return;
            }
            closing = managed;
            managed = null;
            closed = true;
        }
        if (closing != null) {
            closing.closed(this);
        } else if (connections instanceof LazyAssociatableConnectionManager lazy) {
            lazy.inactiveConnectionClosed(this, factory);
        }
    }

    /** Remembers who manages this handle, to be put back on a managed connection after it was taken off. */
    synchronized void managedBy(ConnectionManager manager, OrdercastManagedConnectionFactory connectionFactory) {
        this.connections = manager;
        this.factory = connectionFactory;
    }

    /** Puts the handle on a managed connection, and says which one it was on. */
    synchronized @Nullable OrdercastManagedConnection associate(OrdercastManagedConnection target)
            throws OrdercastException {
        checkOpen();
        OrdercastManagedConnection before = managed;
        managed = target;
        return before;
    }

    synchronized void dissociate() {
        managed = null;
    }

    synchronized void invalidate() {
        managed = null;
        closed = true;
    }

    OrdercastManagedConnection managed() throws OrdercastException {
        LazyAssociatableConnectionManager manager;
        OrdercastManagedConnectionFactory connectionFactory;
        synchronized (this) {
            checkOpen();
            if (managed != null) {
                return managed;
            }
            if (!(connections instanceof LazyAssociatableConnectionManager lazy)) {
                throw new OrdercastException("the server took the connection back and cannot give it again; "
                        + "get a new one from the connection factory");
            }
            manager = lazy;
            connectionFactory = factory;
        }
        // Without the lock: the server calls back to associate this handle.
        try {
            manager.associateConnection(this, connectionFactory, null);
        } catch (ResourceException e) {
            throw new OrdercastException("the server cannot give the connection again: " + e.getMessage(), e);
        }
        synchronized (this) {
            checkOpen();
            if (managed == null) {
                throw new OrdercastException(
                        "the server did not give the connection again; " + "get a new one from the connection factory");
            }
            return managed;
        }
    }

    private void checkOpen() throws OrdercastException {
        if (closed) {
            throw new OrdercastException("the connection is closed; get a new one from the connection factory");
        }
    }
}
