package org.ordercast.sample.ordered;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.ordercast.OrderedMessage;
import org.ordercast.OrderedMessageListener;
import org.ordercast.sample.publish.Submitter;

/**
 * Receives every command of every server, in the one order that all servers see, and applies it to this server's
 * replica. The book lives in memory, so that delivery needs no transaction.
 */
@MessageDriven(
        messageListenerInterface = OrderedMessageListener.class,
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destination", propertyValue = Submitter.DESTINATION),
            @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = Delivery.SUBSCRIPTION),
            @ActivationConfigProperty(propertyName = "redeliveryAttempts", propertyValue = "3"),
            @ActivationConfigProperty(propertyName = "redeliveryInterval", propertyValue = "500"),
            @ActivationConfigProperty(propertyName = "failureStrategy", propertyValue = "stop")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OrderMdb implements OrderedMessageListener {

    @Inject
    private Delivery delivery;

    /** Created by the container. */
    public OrderMdb() {}

    @Override
    public void onMessage(OrderedMessage message) {
        delivery.deliver(message);
    }
}
