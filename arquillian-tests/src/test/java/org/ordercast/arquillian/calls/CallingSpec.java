package org.ordercast.arquillian.calls;

import jakarta.resource.spi.Activation;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ResourceAdapter;
import java.io.Serializable;
import org.ordercast.OrderedMessageListener;

/** What a bean asks for: to be called. */
@Activation(messageListeners = OrderedMessageListener.class)
public class CallingSpec implements ActivationSpec, Serializable {

    private static final long serialVersionUID = 1L;

    private transient ResourceAdapter resourceAdapter;
    private String subscriptionName = "";

    @Override
    public void validate() {}

    @Override
    public ResourceAdapter getResourceAdapter() {
        return resourceAdapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter adapter) {
        resourceAdapter = adapter;
    }

    public String getSubscriptionName() {
        return subscriptionName;
    }

    public void setSubscriptionName(String name) {
        subscriptionName = name;
    }
}
