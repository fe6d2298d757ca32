package org.ordercast.adapter.outbound;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.DissociatableManagedConnection;
import jakarta.resource.spi.IllegalStateException;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.LocalTransactionException;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;
import org.ordercast.Acknowledgement;
import org.ordercast.GroupUnavailableException;
import org.ordercast.Message;
import org.ordercast.OrdercastException;
import org.ordercast.Receipt;
import org.ordercast.adapter.group.GroupAccess;
import org.ordercast.adapter.message.EnvelopeCodec;
import org.ordercast.engine.Place;

/**
 * A connection as the server pools it: the open local transaction, and the handles that applications hold on it.
 *
 * <p>It does not ask to be enlisted lazily: enlisting costs nothing here, and a server that forgot to would send at once
 * what a transaction should hold back. The server lets one thread use it at a time; its own lock only guards against
 * handles that outlive that.
 */
public final class OrdercastManagedConnection implements ManagedConnection, DissociatableManagedConnection {

    private final OrdercastManagedConnectionFactory factory;
    private final GroupAccess group;
    private final Publisher publisher;
    private final ConnectionEvents events = new ConnectionEvents(this);
    private final Set<OrdercastConnection> handles = Collections.newSetFromMap(new IdentityHashMap<>());
    private @Nullable SendTransaction transaction;
    private volatile boolean destroyed;
    private volatile @Nullable PrintWriter logWriter;

    OrdercastManagedConnection(OrdercastManagedConnectionFactory factory, GroupAccess group, Duration sendTimeout) {
        this.factory = factory;
        this.group = group;
        this.publisher = new Publisher(group, sendTimeout);
    }

    boolean isMadeBy(OrdercastManagedConnectionFactory other) {
        return factory.equals(other);
    }

    /** Whether something can be sent over this connection. */
    boolean isValid() {
        if (destroyed) {
            return false;
        }
        try {
            return switch (group.join().member().snapshot().state()) {
                case DISCOVERING, CLAIMING, JOINING, FOLLOWING, SEQUENCING, WAITING, RECOVERING -> true;
                case FAILED, STOPPED -> false;
            };
        } catch (GroupUnavailableException e) {
            return false;
        }
    }

    synchronized void send(Message message, Acknowledgement level) throws OrdercastException {
        byte[] payload = encode(message);
        if (transaction != null) {
            transaction.keep(payload, level, new CompletableFuture<>());
            return;
        }
        try {
            publisher.publishAndWait(List.of(payload), level);
        } catch (OrdercastException e) {
            throw reported(e);
        }
    }

    synchronized CompletionStage<Receipt> sendAsync(Message message, Acknowledgement level) throws OrdercastException {
        byte[] payload = encode(message);
        if (transaction != null) {
            CompletableFuture<Receipt> kept = new CompletableFuture<>();
            transaction.keep(payload, level, kept);
            return new Completion<Receipt>(group.completions(), r -> r, e -> e).of(kept);
        }
        try {
            CompletableFuture<Place> place =
                    publisher.publish(List.of(payload), level).get(0);
            return new Completion<>(group.completions(), Publisher::receipt, publisher::unknown).of(place);
        } catch (OrdercastException e) {
            throw reported(e);
        }
    }

    private byte[] encode(Message message) throws OrdercastException {
        publisher.checkSize(message.payloadLength(), message);
        byte[] payload = EnvelopeCodec.encode(message, Clock.systemUTC().instant());
        publisher.checkSize(payload.length, message);
        return payload;
    }

    /** Tells the server to drop the connection where the member behind it is gone for good. */
    private OrdercastException reported(OrdercastException failure) {
        if (failure.getCause() != null && EngineFailures.isOfTheMember(failure.getCause())) {
            events.failed(failure);
        }
        return failure;
    }

    synchronized void begin() throws LocalTransactionException {
        if (transaction != null) {
            throw new LocalTransactionException("a local transaction is open already; commit or roll it back first");
        }
        transaction = new SendTransaction(publisher);
    }

    synchronized void commit() throws ResourceException {
        try {
            ended("commit").commit();
        } catch (OrdercastException e) {
            throw reported(e);
        }
    }

    synchronized void rollback() throws LocalTransactionException {
        ended("rollback").rollback();
    }

    private SendTransaction ended(String operation) throws LocalTransactionException {
        SendTransaction ending = transaction;
        if (ending == null) {
            throw new LocalTransactionException(operation + ": no local transaction was begun");
        }
        transaction = null;
        return ending;
    }

    ConnectionEvents events() {
        return events;
    }

    /** A handle was closed by its application. */
    void closed(OrdercastConnection handle) {
        synchronized (this) {
            handles.remove(handle);
        }
        events.closed(handle);
    }

    @Override
    public synchronized Object getConnection(@Nullable Subject subject, @Nullable ConnectionRequestInfo request)
            throws ResourceException {
        if (destroyed) {
            throw new IllegalStateException("the managed connection was destroyed");
        }
        OrdercastConnection handle = new OrdercastConnection(this);
        handles.add(handle);
        return handle;
    }

    @Override
    public void associateConnection(Object connection) throws ResourceException {
        if (!(connection instanceof OrdercastConnection handle)) {
            throw new IllegalStateException(connection.getClass() + " is not allowed; a connection of this adapter");
        }
        OrdercastManagedConnection before = handle.associate(this);
        if (before != null && before != this) {
            before.forget(handle);
        }
        synchronized (this) {
            handles.add(handle);
        }
    }

    private synchronized void forget(OrdercastConnection handle) {
        handles.remove(handle);
    }

    @Override
    public void dissociateConnections() {
        takeHandles().forEach(OrdercastConnection::dissociate);
    }

    @Override
    public void cleanup() {
        takeHandles().forEach(OrdercastConnection::invalidate);
        synchronized (this) {
            if (transaction != null) {
                transaction.rollback();
                transaction = null;
            }
        }
    }

    @Override
    public void destroy() {
        destroyed = true;
        cleanup();
    }

    private synchronized List<OrdercastConnection> takeHandles() {
        List<OrdercastConnection> taken = new ArrayList<>(handles);
        handles.clear();
        return taken;
    }

    @Override
    public LocalTransaction getLocalTransaction() {
        return new LocalTransaction() {
            @Override
            public void begin() throws ResourceException {
                OrdercastManagedConnection.this.begin();
            }

            @Override
            public void commit() throws ResourceException {
                OrdercastManagedConnection.this.commit();
            }

            @Override
            public void rollback() throws ResourceException {
                OrdercastManagedConnection.this.rollback();
            }
        };
    }

    @Override
    public XAResource getXAResource() throws ResourceException {
        throw new NotSupportedException("XA transactions are not supported for sending; local transactions are");
    }

    @Override
    public ManagedConnectionMetaData getMetaData() {
        return new ConnectionMetaData();
    }

    @Override
    public void addConnectionEventListener(ConnectionEventListener listener) {
        events.add(listener);
    }

    @Override
    public void removeConnectionEventListener(ConnectionEventListener listener) {
        events.remove(listener);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) {
        this.logWriter = writer;
    }
}
