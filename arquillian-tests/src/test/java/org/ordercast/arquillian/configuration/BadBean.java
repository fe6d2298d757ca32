package org.ordercast.arquillian.configuration;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import org.ordercast.OrderedMessage;
import org.ordercast.OrderedMessageListener;

/** A bean whose activation is not allowed. */
@MessageDriven(
        messageListenerInterface = OrderedMessageListener.class,
        activationConfig = {
            @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = BadBean.SUBSCRIPTION),
            @ActivationConfigProperty(propertyName = "failureStrategy", propertyValue = "explode")
        })
public class BadBean implements OrderedMessageListener {

    static final String SUBSCRIPTION = "bad bean";

    @Override
    public void onMessage(OrderedMessage message) {
        throw new IllegalStateException("nothing is delivered to a bean that is not activated: " + message);
    }
}
