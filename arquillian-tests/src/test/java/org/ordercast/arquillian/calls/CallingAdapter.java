package org.ordercast.arquillian.calls;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.Serializable;
import java.lang.reflect.Method;
import javax.transaction.xa.XAResource;
import org.ordercast.OrderedMessage;
import org.ordercast.OrderedMessageListener;

/**
 * Calls each bean on a thread of its own, from its activation on: load after load, as {@link Calls} says. Where the bean's calls are
 * transacted, each is a transaction without a resource.
 */
@Connector
public class CallingAdapter implements ResourceAdapter, Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public void start(BootstrapContext context) {}

    @Override
    public void stop() {}

    @Override
    public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec) {
        Thread caller = new Thread(() -> callAll(factory), "caller");
        caller.setDaemon(true);
        caller.start();
    }

    @Override
    public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {}

    @Override
    public XAResource[] getXAResources(ActivationSpec[] specs) {
        return new XAResource[0];
    }

    private static void callAll(MessageEndpointFactory factory) {
        try {
            Method method = OrderedMessageListener.class.getMethod("onMessage", OrderedMessage.class);
            boolean transacted = factory.isDeliveryTransacted(method);
            // Waits until the application has started.
            MessageEndpoint endpoint = factory.createEndpoint(null);
            long number = 0;
            for (Calls calls : Calls.all()) {
                for (int i = 0; i < calls.messages(); i++) {
                    OrderedMessage message = new CallMessage(calls, ++number);
                    if (transacted) {
                        endpoint.beforeDelivery(method);
                    }
                    ((OrderedMessageListener) endpoint).onMessage(message);
                    if (transacted) {
                        endpoint.afterDelivery();
                    }
                }
            }
            endpoint.release();
        } catch (Exception e) {
            throw new IllegalStateException("the bean could not be called", e);
        }
    }
}
