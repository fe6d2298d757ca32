package org.ordercast.adapter.outbound;

import jakarta.resource.ResourceException;
import jakarta.resource.cci.LocalTransaction;

/** A local transaction that the application demarcates itself; the server is told of each step. */
final class ApplicationTransaction implements LocalTransaction {

    private final OrdercastConnection connection;

    ApplicationTransaction(OrdercastConnection connection) {
        this.connection = connection;
    }

    @Override
    public void begin() throws ResourceException {
        OrdercastManagedConnection managed = connection.managed();
        managed.begin();
        managed.events().transactionStarted(connection);
    }

    @Override
    public void commit() throws ResourceException {
        OrdercastManagedConnection managed = connection.managed();
        try {
            managed.commit();
        } catch (ResourceException e) {
            // The transaction is over all the same, and the server must not wait for its end.
            managed.events().transactionRolledBack(connection);
            throw e;
        }
        managed.events().transactionCommitted(connection);
    }

    @Override
    public void rollback() throws ResourceException {
        OrdercastManagedConnection managed = connection.managed();
        managed.rollback();
        managed.events().transactionRolledBack(connection);
    }
}
