package org.ordercast.arquillian.redeployment;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import org.ordercast.Message;
import org.ordercast.OrdercastException;
import org.ordercast.OrderedConnection;
import org.ordercast.OrderedConnectionFactory;
import org.ordercast.OrderedMessage;
import org.ordercast.OrderedMessageListener;
import org.ordercast.arquillian.application.Resources;

/** An application that uses all of the adapter as soon as it is deployed: it sends a message to a bean of its own. */
@Singleton
@Startup
public class Greeter {

    static final String SUBSCRIPTION = "greeted";

    @Resource(lookup = Resources.FACTORY)
    private OrderedConnectionFactory factory;

    @PostConstruct
    void greet() {
        try (OrderedConnection connection = factory.getConnection()) {
            connection.send(Message.to(SUBSCRIPTION).text("hello"));
        } catch (OrdercastException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Receives what the application sends. */
    @MessageDriven(
            messageListenerInterface = OrderedMessageListener.class,
            activationConfig = {
                @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = SUBSCRIPTION),
                @ActivationConfigProperty(propertyName = "destination", propertyValue = SUBSCRIPTION)
            })
    public static class Greeted implements OrderedMessageListener {

        @Override
        public void onMessage(OrderedMessage message) {
            // That it is delivered is all that the test asks for.
        }
    }
}
