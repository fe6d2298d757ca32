package org.ordercast.arquillian.redelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ordercast.arquillian.redelivery.RefusingBeans.PLAIN;
import static org.ordercast.arquillian.redelivery.RefusingBeans.RESUMED;
import static org.ordercast.arquillian.redelivery.RefusingBeans.ROLLING_BACK;
import static org.ordercast.arquillian.redelivery.RefusingBeans.SKIPPING;
import static org.ordercast.arquillian.redelivery.RefusingBeans.STOPPING;
import static org.ordercast.arquillian.redelivery.RefusingBeans.THROWING;
import static org.ordercast.arquillian.redelivery.RefusingBeans.WAITING;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.management.ObjectName;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.ordercast.OrderedGroup;
import org.ordercast.OrderedMessage;
import org.ordercast.SubscriptionState;
import org.ordercast.SubscriptionStatus;
import org.ordercast.arquillian.application.Answer;
import org.ordercast.arquillian.application.Applications;
import org.ordercast.arquillian.application.Inbox;
import org.ordercast.arquillian.application.Management;
import org.ordercast.arquillian.application.Outbox;
import org.ordercast.arquillian.application.Resources;
import org.ordercast.arquillian.application.Subscriptions;

/** What becomes of a message that its bean does not accept. */
@ArquillianTest
class RedeliveryIT {

    @Deployment
    static WebArchive application() {
        return Applications.with(RefusingBeans.class);
    }

    @Resource(lookup = Resources.GROUP)
    private OrderedGroup group;

    @Inject
    private Outbox outbox;

    @Inject
    private Inbox inbox;

    @Test
    void afterAnExceptionTheMessageIsDeliveredAgainInItsPlace() throws Exception {
        inbox.answer(THROWING, twice("b", Answer.THROW));

        outbox.send(THROWING, "a", "b", "c");

        assertThat(inbox.await(THROWING, 5))
                .extracting(RedeliveryIT::attempt)
                .containsExactly("a 1", "b 1", "b 2", "b 3", "c 1");
        OrderedMessage first = inbox.of(THROWING).get(1);
        assertThat(inbox.of(THROWING).subList(2, 4)).allSatisfy(again -> {
            assertThat(again.sequence()).isEqualTo(first.sequence());
            assertThat(again.publisherSequence()).isEqualTo(first.publisherSequence());
        });
    }

    @Test
    void afterSetRollbackOnlyTheMessageIsDeliveredAgainInItsPlace() throws Exception {
        inbox.answer(ROLLING_BACK, twice("b", Answer.ROLL_BACK));

        outbox.send(ROLLING_BACK, "a", "b", "c");

        assertThat(inbox.await(ROLLING_BACK, 5))
                .extracting(RedeliveryIT::attempt)
                .containsExactly("a 1", "b 1", "b 2", "b 3", "c 1");
    }

    @Test
    void afterAnExceptionWithoutATransactionTheMessageIsDeliveredAgainInItsPlace() throws Exception {
        inbox.answer(PLAIN, twice("b", Answer.THROW));

        outbox.send(PLAIN, "a", "b", "c");

        assertThat(inbox.await(PLAIN, 5))
                .extracting(RedeliveryIT::attempt)
                .containsExactly("a 1", "b 1", "b 2", "b 3", "c 1");
    }

    @Test
    void aMessageIsNotDeliveredAgainBeforeTheRedeliveryInterval() throws Exception {
        Queue<Long> refusedAt = new ConcurrentLinkedQueue<>();
        Queue<Long> deliveredAgainAt = new ConcurrentLinkedQueue<>();
        inbox.answer(WAITING, message -> {
            if (message.deliveryCount() == 1) {
                refusedAt.add(System.nanoTime());
                return Answer.THROW;
            }
            deliveredAgainAt.add(System.nanoTime());
            return Answer.ACCEPT;
        });

        outbox.send(WAITING, "a");

        inbox.await(WAITING, 2);
        assertThat(Duration.ofNanos(deliveredAgainAt.remove() - refusedAt.remove()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(700));
    }

    @Test
    void skipPassesOverAMessageAfterItsLastAttempt() throws Exception {
        inbox.answer(SKIPPING, message -> message.text().equals("poison") ? Answer.THROW : Answer.ACCEPT);

        long last = outbox.send(SKIPPING, "a", "poison", "b");

        assertThat(inbox.await(SKIPPING, 5))
                .extracting(RedeliveryIT::attempt)
                .containsExactly("a 1", "poison 1", "poison 2", "poison 3", "b 1");
        Subscriptions.awaitDone(group, SKIPPING, last);
        SubscriptionStatus status = Subscriptions.status(group, SKIPPING);
        assertThat(status.state()).isEqualTo(SubscriptionState.DELIVERING);
        assertThat(status.delivered()).isEqualTo(2);
        assertThat(status.failed()).isEqualTo(3);
        assertThat(status.skipped()).isOne();
    }

    @Test
    void stopStopsAtAMessageAfterItsLastAttemptAndSaysWhy() throws Exception {
        inbox.answer(STOPPING, message -> message.text().equals("poison") ? Answer.THROW : Answer.ACCEPT);

        outbox.send(STOPPING, "a", "poison", "b");

        SubscriptionStatus status = Subscriptions.await(group, STOPPING, SubscriptionState.STOPPED);
        assertThat(inbox.of(STOPPING))
                .extracting(RedeliveryIT::attempt)
                .containsExactly("a 1", "poison 1", "poison 2", "poison 3");
        long poison = inbox.of(STOPPING).get(1).sequence();
        assertThat(status.position()).isLessThan(poison);
        assertThat(status.lag()).isPositive();
        assertThat(status.delivered()).isOne();
        assertThat(status.failed()).isEqualTo(3);
        ObjectName bean = Management.subscription(group.groupName(), STOPPING);
        assertThat(Management.get(bean, "State")).isEqualTo("STOPPED");
        assertThat(Management.get(bean, "Reason").toString())
                .contains("message " + poison + " to " + STOPPING)
                .contains("last attempt of 3")
                .contains("until the cause is mended and the subscription resumed");
    }

    @Test
    void resumeDeliversTheMessageThatDeliveryStoppedAtAndThenTheRest() throws Exception {
        AtomicBoolean cured = new AtomicBoolean();
        inbox.answer(
                RESUMED, message -> message.text().equals("poison") && !cured.get() ? Answer.ROLL_BACK : Answer.ACCEPT);
        outbox.send(RESUMED, "a", "poison", "b");
        Subscriptions.await(group, RESUMED, SubscriptionState.STOPPED);

        group.resume(RESUMED);
        inbox.await(RESUMED, 3);
        Subscriptions.await(group, RESUMED, SubscriptionState.STOPPED);
        cured.set(true);
        Management.call(Management.subscription(group.groupName(), RESUMED), "resume");

        assertThat(inbox.await(RESUMED, 5))
                .extracting(RedeliveryIT::attempt)
                .containsExactly("a 1", "poison 1", "poison 2", "poison 3", "b 1");
        assertThat(Subscriptions.status(group, RESUMED).state()).isEqualTo(SubscriptionState.DELIVERING);
    }

    private static Function<OrderedMessage, Answer> twice(String text, Answer answer) {
        return message -> message.text().equals(text) && message.deliveryCount() <= 2 ? answer : Answer.ACCEPT;
    }

    private static String attempt(OrderedMessage message) {
        return message.text() + " " + message.deliveryCount();
    }
}
