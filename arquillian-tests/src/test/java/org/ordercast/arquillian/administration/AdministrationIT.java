package org.ordercast.arquillian.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ordercast.arquillian.application.Eventually.eventually;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import javax.management.ObjectName;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.ordercast.MemberState;
import org.ordercast.MemberStatus;
import org.ordercast.OrdercastException;
import org.ordercast.OrderedGroup;
import org.ordercast.OrderedMessage;
import org.ordercast.OrderedMessageListener;
import org.ordercast.SubscriptionState;
import org.ordercast.SubscriptionStatus;
import org.ordercast.arquillian.application.Applications;
import org.ordercast.arquillian.application.Inbox;
import org.ordercast.arquillian.application.Management;
import org.ordercast.arquillian.application.Outbox;
import org.ordercast.arquillian.application.RecordingBean;
import org.ordercast.arquillian.application.Resources;
import org.ordercast.arquillian.application.Subscriptions;

/** What an operator sees and does, through the administered object and through JMX. */
@ArquillianTest
class AdministrationIT {

    private static final String SUBSCRIPTION = "desk/orders";

    @Deployment
    static WebArchive application() {
        return Applications.with();
    }

    @Resource(lookup = Resources.GROUP)
    private OrderedGroup group;

    @Inject
    private Outbox outbox;

    @Inject
    private Inbox inbox;

    /** Named by a client and a subscription. */
    @MessageDriven(
            messageListenerInterface = OrderedMessageListener.class,
            activationConfig = {
                @ActivationConfigProperty(propertyName = "clientId", propertyValue = "desk"),
                @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = "orders")
            })
    public static class Orders extends RecordingBean {}

    @Test
    void theGroupShowsItsMembersItsSequencerAndItsPositions() throws Exception {
        long sequence = outbox.send("shown", "a");

        assertThat(group.state()).isEqualTo(MemberState.SEQUENCING);
        assertThat(group.sequencer()).contains(group.memberId());
        assertThat(group.members())
                .singleElement()
                .returns(group.memberId(), MemberStatus::id)
                .returns(true, MemberStatus::sequencer);
        assertThat(group.positions().epoch()).isPositive();
        eventually(
                () -> sequence + " is ordered, committed and stable: " + group.positions(),
                () -> group.positions().ordered() >= sequence
                        && group.positions().committed() >= sequence
                        && group.positions().stable() >= sequence);
    }

    @Test
    void theGroupShowsItsSubscriptions() throws Exception {
        long sequence = outbox.send("subscribed", "a");
        Subscriptions.awaitDone(group, SUBSCRIPTION, sequence);

        SubscriptionStatus status = Subscriptions.status(group, SUBSCRIPTION);
        assertThat(status.destination()).isEqualTo("*");
        assertThat(status.state()).isEqualTo(SubscriptionState.DELIVERING);
        assertThat(status.delivered()).isPositive();
        assertThat(status.failed()).isZero();
        assertThat(status.skipped()).isZero();
    }

    @Test
    void jmxShowsTheSameAsTheGroup() throws Exception {
        long sequence = outbox.send("the same", "a");
        Subscriptions.awaitDone(group, SUBSCRIPTION, sequence);

        ObjectName member = Management.bean("Member", group.groupName());
        assertThat(Management.get(member, "MemberId")).isEqualTo(group.memberId());
        assertThat(Management.get(member, "State")).isEqualTo("SEQUENCING");
        assertThat(Management.get(member, "Sequencer")).isEqualTo(group.memberId());
        assertThat(Management.get(member, "MemberCount")).isEqualTo(1);
        eventually(
                "the member's bean shows sequence " + sequence,
                () -> Management.get(member, "Ordered").equals(sequence));
        SubscriptionStatus status = Subscriptions.status(group, SUBSCRIPTION);
        ObjectName subscription = Management.subscription(group.groupName(), SUBSCRIPTION);
        assertThat(Management.get(subscription, "State")).isEqualTo("DELIVERING");
        assertThat(Management.get(subscription, "Position")).isEqualTo(status.position());
        assertThat(Management.get(subscription, "Lag")).isEqualTo(0L);
        assertThat(Management.get(subscription, "Delivered")).isEqualTo(status.delivered());
    }

    @Test
    void jmxCountsWhatTheMemberDoes() throws Exception {
        ObjectName counters = Management.bean("Counters", group.groupName());
        long published = (Long) Management.get(counters, "MessagesPublished");
        long ordered = (Long) Management.get(counters, "MessagesOrdered");

        outbox.send("counted", "a", "b", "c");

        assertThat(Management.get(counters, "MessagesPublished")).isEqualTo(published + 3);
        assertThat(Management.get(counters, "MessagesOrdered")).isEqualTo(ordered + 3);
    }

    @Test
    void aSubscriptionPausedThroughTheGroupKeepsItsMessagesInOrderUntilItIsResumed() throws Exception {
        group.pause(SUBSCRIPTION);
        Subscriptions.await(group, SUBSCRIPTION, SubscriptionState.PAUSED);

        outbox.send("paused", "a", "b", "c");
        SubscriptionStatus paused = Subscriptions.status(group, SUBSCRIPTION);
        group.resume(SUBSCRIPTION);

        assertThat(paused.state()).isEqualTo(SubscriptionState.PAUSED);
        assertThat(paused.lag()).isEqualTo(3);
        assertThat(inbox.await("paused", 3)).extracting(OrderedMessage::text).containsExactly("a", "b", "c");
        assertThat(inbox.of("paused")).extracting(OrderedMessage::deliveryCount).containsOnly(1);
    }

    @Test
    void aSubscriptionPausedThroughJmxKeepsItsMessagesInOrderUntilItIsResumed() throws Exception {
        ObjectName subscription = Management.subscription(group.groupName(), SUBSCRIPTION);
        Management.call(subscription, "pause");

        outbox.send("paused by JMX", "a", "b", "c");
        Object state = Management.get(subscription, "State");
        Object lag = Management.get(subscription, "Lag");
        Management.call(subscription, "resume");

        assertThat(state).isEqualTo("PAUSED");
        assertThat(lag).isEqualTo(3L);
        assertThat(inbox.await("paused by JMX", 3))
                .extracting(OrderedMessage::text)
                .containsExactly("a", "b", "c");
    }

    @Test
    void pausingASubscriptionThatThereIsNotSaysWhichThereAre() {
        assertThatThrownBy(() -> group.pause("nobody's"))
                .isInstanceOf(OrdercastException.class)
                .hasMessageContaining("'nobody's'")
                .hasMessageContaining("'" + group.groupName() + "'")
                .hasMessageContaining("[" + SUBSCRIPTION + "]");
    }
}
