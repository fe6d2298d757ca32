package org.ordercast;

/**
 * Receives the messages of a group in the group's one total order. A message-driven bean implements it.
 *
 * <p>Messages arrive one at a time for each subscription, in ascending {@linkplain OrderedMessage#sequence() sequence}.
 * Every subscription of the same destination sees the same messages in the same order, on every server. A message is
 * followed by the next one only after it was accepted: when the bean throws a runtime exception, or marks its
 * transaction for rollback, the same message is delivered again, in place, as the activation's
 * {@code redeliveryAttempts}, {@code redeliveryInterval} and {@code failureStrategy} say.
 */
public interface OrderedMessageListener {

    /**
     * Handles the next message. Called on a container thread, inside the transaction that the bean's method asks for.
     *
     * @param message the message; valid beyond the call
     */
    void onMessage(OrderedMessage message);
}
