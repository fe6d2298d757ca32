package org.ordercast.arquillian.rates;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.ordercast.OrderedMessage;
import org.ordercast.OrderedMessageListener;

/** Receives everything, each in a transaction of the container, which is what beans do that say nothing else. */
@MessageDriven(
        messageListenerInterface = OrderedMessageListener.class,
        activationConfig = @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = "tally"))
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class TransactedBean implements OrderedMessageListener {

    @Inject
    private Tally tally;

    @Override
    public void onMessage(OrderedMessage message) {
        tally.add(message);
    }
}
