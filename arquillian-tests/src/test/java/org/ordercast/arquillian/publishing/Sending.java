package org.ordercast.arquillian.publishing;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.ordercast.Message;
import org.ordercast.OrdercastException;
import org.ordercast.OrderedConnection;
import org.ordercast.OrderedConnectionFactory;
import org.ordercast.OrderedMessage;
import org.ordercast.OrderedMessageListener;
import org.ordercast.arquillian.application.RecordingBean;
import org.ordercast.arquillian.application.Resources;

/** Beans that send, with and without transactions of the container. */
final class Sending {

    /** What is sent here is sent on to {@link #FORWARDED}. */
    static final String TO_FORWARD = "to forward";

    static final String FORWARDED = "forwarded";

    private Sending() {}

    /** Receives everything. */
    @MessageDriven(
            messageListenerInterface = OrderedMessageListener.class,
            activationConfig = @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = "all"))
    public static class Recorder extends RecordingBean {}

    /** Sends a message on in the transaction in which it was received, whatever becomes of that. */
    @MessageDriven(
            messageListenerInterface = OrderedMessageListener.class,
            activationConfig = {
                @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = "forwarder"),
                @ActivationConfigProperty(propertyName = "destination", propertyValue = TO_FORWARD),
                @ActivationConfigProperty(propertyName = "redeliveryInterval", propertyValue = "20")
            })
    public static class Forwarder extends RecordingBean {

        @Resource(lookup = Resources.FACTORY)
        private OrderedConnectionFactory factory;

        @Override
        public void onMessage(OrderedMessage message) {
            Sending.send(factory, FORWARDED, message.text() + ", attempt " + message.deliveryCount());
            super.onMessage(message);
        }

        @Override
        protected String inboxOf(OrderedMessage message) {
            return "the forwarder";
        }
    }

    /** Sends with a transaction of the container and without. */
    @Stateless
    public static class Sender {

        @Resource(lookup = Resources.FACTORY)
        private OrderedConnectionFactory factory;

        /** Sends in a transaction that ends with this call, over a connection for each message. */
        @TransactionAttribute(TransactionAttributeType.REQUIRED)
        public void sendInTransaction(String destination, String... texts) {
            for (String text : texts) {
                Sending.send(factory, destination, text);
            }
        }

        /** Sends in a transaction that the exception rolls back. */
        @TransactionAttribute(TransactionAttributeType.REQUIRED)
        public void sendAndFail(String destination, String text) {
            Sending.send(factory, destination, text);
            throw new IllegalStateException("the transaction is to be rolled back");
        }

        /** Sends in no transaction, and fails after that. */
        @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
        public void sendOutsideATransactionAndFail(String destination, String text) {
            Sending.send(factory, destination, text);
            throw new IllegalStateException("what was sent is sent");
        }
    }

    private static void send(OrderedConnectionFactory factory, String destination, String text) {
        try (OrderedConnection connection = factory.getConnection()) {
            connection.send(Message.to(destination).text(text));
        } catch (OrdercastException e) {
            throw new IllegalStateException(e);
        }
    }
}
