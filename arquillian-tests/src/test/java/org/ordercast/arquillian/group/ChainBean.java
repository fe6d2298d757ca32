package org.ordercast.arquillian.group;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.ordercast.OrderedMessage;
import org.ordercast.OrderedMessageListener;

/** Receives everything, of every server. */
@MessageDriven(
        messageListenerInterface = OrderedMessageListener.class,
        activationConfig = @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = "chain"))
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ChainBean implements OrderedMessageListener {

    @Inject
    private Chain chain;

    @Override
    public void onMessage(OrderedMessage message) {
        chain.add(message);
    }
}
