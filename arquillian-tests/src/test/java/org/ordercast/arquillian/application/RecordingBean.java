package org.ordercast.arquillian.application;

import jakarta.annotation.Resource;
import jakarta.ejb.MessageDrivenContext;
import jakarta.inject.Inject;
import org.ordercast.OrderedMessage;
import org.ordercast.OrderedMessageListener;

/** A message-driven bean that records its messages, and answers as the test says. Tests derive beans from it. */
public abstract class RecordingBean implements OrderedMessageListener {

    @Inject
    private Inbox inbox;

    @Resource
    private MessageDrivenContext context;

    @Override
    public void onMessage(OrderedMessage message) {
        switch (inbox.receive(inboxOf(message), message)) {
            case ACCEPT -> {}
            case THROW -> throw new IllegalStateException("the test has its bean refuse " + message);
            case ROLL_BACK -> context.setRollbackOnly();
        }
    }

    /** The name under which the inbox keeps a message: its destination, unless several beans receive that. */
    protected String inboxOf(OrderedMessage message) {
        return message.destination();
    }
}
