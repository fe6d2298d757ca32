package org.ordercast.adapter.testing;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.ordercast.OrderedMessage;
import org.ordercast.OrderedMessageListener;

/**
 * A message-driven bean and its container. Where delivery is transacted, the container commits or rolls back the way
 * real ones do: through the resource that came with the endpoint.
 */
public final class FakeBean implements MessageEndpointFactory {

    private final String name;
    private final boolean transacted;
    private final List<OrderedMessage> received = new ArrayList<>();
    private final AtomicInteger created = new AtomicInteger();
    private final AtomicInteger released = new AtomicInteger();
    private final AtomicInteger unavailable = new AtomicInteger();
    private volatile Consumer<OrderedMessage> behaviour = message -> {};
    private volatile boolean twoPhase;
    private volatile boolean silent;
    private final ThreadLocal<Boolean> rollbackOnly = ThreadLocal.withInitial(() -> false);

    private FakeBean(String name, boolean transacted) {
        this.name = name;
        this.transacted = transacted;
    }

    public static FakeBean transacted(String name) {
        return new FakeBean(name, true);
    }

    public static FakeBean notTransacted(String name) {
        return new FakeBean(name, false);
    }

    public FakeBean doing(Consumer<OrderedMessage> newBehaviour) {
        behaviour = newBehaviour;
        return this;
    }

    /** There is another resource in the bean's transaction. */
    public FakeBean inTwoPhases() {
        twoPhase = true;
        return this;
    }

    /** The container enlists the resource and never tells it the outcome. */
    public FakeBean withSilentContainer() {
        silent = true;
        return this;
    }

    public FakeBean unavailable(int times) {
        unavailable.set(times);
        return this;
    }

    public void setRollbackOnly() {
        rollbackOnly.set(true);
    }

    public List<Long> sequences() {
        synchronized (received) {
            return received.stream().map(OrderedMessage::sequence).toList();
        }
    }

    public List<OrderedMessage> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    public int created() {
        return created.get();
    }

    public int released() {
        return released.get();
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource resource) throws UnavailableException {
        if (unavailable.getAndUpdate(n -> n > 0 ? n - 1 : 0) > 0) {
            throw new UnavailableException("the test's application is not there yet");
        }
        created.incrementAndGet();
        return new Endpoint(resource);
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource resource, long timeout) throws UnavailableException {
        return createEndpoint(resource);
    }

    @Override
    public boolean isDeliveryTransacted(Method method) {
        return transacted;
    }

    @Override
    public String getActivationName() {
        return name;
    }

    @Override
    public Class<?> getEndpointClass() {
        return FakeBean.class;
    }

    private final class Endpoint implements MessageEndpoint, OrderedMessageListener {

        private final XAResource resource;
        private boolean inDelivery;
        private boolean threw;

        private Endpoint(XAResource resource) {
            if (transacted != (resource != null)) {
                throw new AssertionError("transacted " + transacted + ", resource " + resource);
            }
            this.resource = resource;
        }

        @Override
        public void beforeDelivery(Method method) throws ResourceException {
            if (!method.getName().equals("onMessage")) {
                throw new AssertionError(method);
            }
            inDelivery = true;
            threw = false;
            rollbackOnly.set(false);
            try {
                resource.start(new FakeXid(), XAResource.TMNOFLAGS);
            } catch (XAException e) {
                throw new ResourceException(e);
            }
        }

        @Override
        public void onMessage(OrderedMessage message) {
            if (transacted != inDelivery) {
                throw new AssertionError("onMessage outside of beforeDelivery and afterDelivery");
            }
            synchronized (received) {
                received.add(message);
            }
            try {
                behaviour.accept(message);
            } catch (RuntimeException e) {
                threw = true;
                throw e;
            }
        }

        @Override
        public void afterDelivery() throws ResourceException {
            inDelivery = false;
            boolean rollback = threw || rollbackOnly.get();
            rollbackOnly.remove();
            Xid xid = new FakeXid();
            try {
                resource.end(xid, XAResource.TMSUCCESS);
                if (silent) {
                    return;
                }
                if (rollback) {
                    resource.rollback(xid);
                } else if (!twoPhase) {
                    resource.commit(xid, true);
                } else if (resource.prepare(xid) == XAResource.XA_OK) {
                    resource.commit(xid, false);
                }
            } catch (XAException e) {
                throw new ResourceException(e);
            }
        }

        @Override
        public void release() {
            released.incrementAndGet();
        }
    }

    private record FakeXid() implements Xid {
        @Override
        public int getFormatId() {
            return 1;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return new byte[] {1};
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {1};
        }
    }
}
