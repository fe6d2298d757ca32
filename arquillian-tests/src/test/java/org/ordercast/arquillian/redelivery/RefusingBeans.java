package org.ordercast.arquillian.redelivery;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.ordercast.OrderedMessageListener;
import org.ordercast.arquillian.application.RecordingBean;

/** One bean for each way to deal with a message that is not accepted, subscribed under its destination's name. */
final class RefusingBeans {

    static final String THROWING = "throwing";
    static final String ROLLING_BACK = "rolling back";
    static final String PLAIN = "plain";
    static final String WAITING = "waiting";
    static final String SKIPPING = "skipping";
    static final String STOPPING = "stopping";
    static final String RESUMED = "resumed";

    private RefusingBeans() {}

    /** In a transaction, which an exception rolls back. */
    @MessageDriven(
            messageListenerInterface = OrderedMessageListener.class,
            activationConfig = {
                @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = THROWING),
                @ActivationConfigProperty(propertyName = "destination", propertyValue = THROWING),
                @ActivationConfigProperty(propertyName = "redeliveryInterval", propertyValue = "20")
            })
    public static class Throwing extends RecordingBean {}

    /** In a transaction, which it rolls back itself. */
    @MessageDriven(
            messageListenerInterface = OrderedMessageListener.class,
            activationConfig = {
                @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = ROLLING_BACK),
                @ActivationConfigProperty(propertyName = "destination", propertyValue = ROLLING_BACK),
                @ActivationConfigProperty(propertyName = "redeliveryInterval", propertyValue = "20")
            })
    public static class RollingBack extends RecordingBean {}

    /** In no transaction. */
    @MessageDriven(
            messageListenerInterface = OrderedMessageListener.class,
            activationConfig = {
                @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = PLAIN),
                @ActivationConfigProperty(propertyName = "destination", propertyValue = PLAIN),
                @ActivationConfigProperty(propertyName = "redeliveryInterval", propertyValue = "20")
            })
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public static class Plain extends RecordingBean {}

    /** With a long time between attempts. */
    @MessageDriven(
            messageListenerInterface = OrderedMessageListener.class,
            activationConfig = {
                @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = WAITING),
                @ActivationConfigProperty(propertyName = "destination", propertyValue = WAITING),
                @ActivationConfigProperty(propertyName = "redeliveryInterval", propertyValue = "700")
            })
    public static class Waiting extends RecordingBean {}

    /** Skips a message after its third attempt. */
    @MessageDriven(
            messageListenerInterface = OrderedMessageListener.class,
            activationConfig = {
                @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = SKIPPING),
                @ActivationConfigProperty(propertyName = "destination", propertyValue = SKIPPING),
                @ActivationConfigProperty(propertyName = "redeliveryAttempts", propertyValue = "2"),
                @ActivationConfigProperty(propertyName = "redeliveryInterval", propertyValue = "20"),
                @ActivationConfigProperty(propertyName = "failureStrategy", propertyValue = "skip")
            })
    public static class Skipping extends RecordingBean {}

    /** Stops at a message after its third attempt. */
    @MessageDriven(
            messageListenerInterface = OrderedMessageListener.class,
            activationConfig = {
                @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = STOPPING),
                @ActivationConfigProperty(propertyName = "destination", propertyValue = STOPPING),
                @ActivationConfigProperty(propertyName = "redeliveryAttempts", propertyValue = "2"),
                @ActivationConfigProperty(propertyName = "redeliveryInterval", propertyValue = "20"),
                @ActivationConfigProperty(propertyName = "failureStrategy", propertyValue = "stop")
            })
    public static class Stopping extends RecordingBean {}

    /** Stops at a message after its first attempt. */
    @MessageDriven(
            messageListenerInterface = OrderedMessageListener.class,
            activationConfig = {
                @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = RESUMED),
                @ActivationConfigProperty(propertyName = "destination", propertyValue = RESUMED),
                @ActivationConfigProperty(propertyName = "redeliveryAttempts", propertyValue = "0")
            })
    public static class Resumed extends RecordingBean {}
}
