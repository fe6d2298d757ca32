package org.ordercast.arquillian.rates;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.ordercast.OrderedMessage;
import org.ordercast.OrderedMessageListener;

/** Receives everything, outside of any transaction. */
@MessageDriven(
        messageListenerInterface = OrderedMessageListener.class,
        activationConfig = @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = "tally"))
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PlainBean implements OrderedMessageListener {

    @Inject
    private Tally tally;

    @Override
    public void onMessage(OrderedMessage message) {
        tally.add(message);
    }
}
