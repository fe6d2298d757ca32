package org.ordercast.adapter.outbound;

import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ManagedConnection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Tells the server what happens to a managed connection. Safe for use by several threads. */
final class ConnectionEvents {

    private final ManagedConnection source;
    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();

    ConnectionEvents(ManagedConnection source) {
        this.source = source;
    }

    void add(ConnectionEventListener listener) {
        listeners.add(listener);
    }

    void remove(ConnectionEventListener listener) {
        listeners.remove(listener);
    }

    void closed(OrdercastConnection handle) {
        tell(ConnectionEvent.CONNECTION_CLOSED, handle, null, ConnectionEventListener::connectionClosed);
    }

    void failed(Exception cause) {
        tell(ConnectionEvent.CONNECTION_ERROR_OCCURRED, null, cause, ConnectionEventListener::connectionErrorOccurred);
    }

    void transactionStarted(OrdercastConnection handle) {
        tell(ConnectionEvent.LOCAL_TRANSACTION_STARTED, handle, null, ConnectionEventListener::localTransactionStarted);
    }

    void transactionCommitted(OrdercastConnection handle) {
        tell(
                ConnectionEvent.LOCAL_TRANSACTION_COMMITTED,
                handle,
                null,
                ConnectionEventListener::localTransactionCommitted);
    }

    void transactionRolledBack(OrdercastConnection handle) {
        tell(
                ConnectionEvent.LOCAL_TRANSACTION_ROLLEDBACK,
                handle,
                null,
                ConnectionEventListener::localTransactionRolledback);
    }

    private void tell(
            int id,
            @Nullable OrdercastConnection handle,
            @Nullable Exception cause,
            BiConsumer<ConnectionEventListener, ConnectionEvent> listenerMethod) {
        ConnectionEvent event = new ConnectionEvent(source, id, cause);
        event.setConnectionHandle(handle);
        for (ConnectionEventListener listener : listeners) {
            listenerMethod.accept(listener, event);
        }
    }
}
