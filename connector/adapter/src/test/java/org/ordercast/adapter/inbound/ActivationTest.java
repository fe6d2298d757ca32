package org.ordercast.adapter.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ordercast.adapter.testing.Eventually.eventually;

import jakarta.resource.ResourceException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.ordercast.adapter.group.ManagedSubscription;
import org.ordercast.adapter.testing.FakeBean;
import org.ordercast.adapter.testing.FakeGroup;

/** How a subscription begins, what it is called, and how it ends. */
class ActivationTest extends Subscribing {

    @Test
    void refusesASecondSubscriptionOfTheSameName() throws Exception {
        spec.setSubscriptionName("book");
        activations.activate(FakeBean.transacted("one"), spec);

        assertThatThrownBy(() -> activations.activate(FakeBean.transacted("two"), spec))
                .isInstanceOf(ResourceException.class)
                .hasMessageContaining("subscriptionName: 'book' is not allowed");
        assertThat(group.member().openCursors()).isEqualTo(1);
    }

    @Test
    void namesItselfAfterTheClientAndTheSubscriptionOrTheActivation() throws Exception {
        spec.setSubscriptionName("book");
        spec.setClientId("desk");
        activations.activate(FakeBean.transacted("one"), spec);
        activations.activate(FakeBean.transacted("two"), new OrderedActivationSpec());

        assertThat(hosted.subscriptions()).extracting(ManagedSubscription::name).containsExactly("desk/book", "two");
    }

    @Test
    void failsActivationWhereTheServerGivesNoThread() {
        server.rejectWork(true);

        assertThatThrownBy(() -> activations.activate(FakeBean.transacted("bean"), spec))
                .isInstanceOf(ResourceException.class);
        assertThat(hosted.subscriptions()).isEmpty();
    }

    @Test
    void allowsNoActivationOnceItIsClosed() {
        activations.close();

        assertThatThrownBy(() -> activations.activate(FakeBean.transacted("bean"), spec))
                .isInstanceOf(ResourceException.class)
                .hasMessageContaining("stopping");
        assertThat(hosted.subscriptions()).isEmpty();
    }

    @Test
    void deactivationWaitsForTheMessageInFlight() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        FakeBean bean = FakeBean.transacted("bean").doing(message -> {
            inside.countDown();
            awaitUninterruptibly(leave);
        });
        activations.activate(bean, spec);
        order(2);
        inside.await();
        Thread deactivation = new Thread(() -> activations.deactivate(bean));
        deactivation.start();
        eventually("it waits", () -> deactivation.getState() == Thread.State.TIMED_WAITING);

        leave.countDown();
        deactivation.join();

        assertThat(bean.sequences()).containsExactly(1L);
        assertThat(bean.released()).isEqualTo(bean.created());
        assertThat(hosted.subscriptions()).isEmpty();
    }

    @Test
    void deactivationInterruptsABeanThatDoesNotReturn() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        FakeBean bean = FakeBean.transacted("bean").doing(message -> {
            inside.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Subscription subscription = subscription(bean);
        Thread thread = new Thread(subscription);
        thread.start();
        order(1);
        inside.await();

        subscription.close(Duration.ofMillis(1));
        thread.join();

        assertThat(bean.released()).isEqualTo(bean.created());
    }

    @Test
    void endsAtOnceWhileItWaitsForTheNextMessageOrRedelivery() throws Exception {
        spec.setRedeliveryInterval(FakeGroup.anHour().toMillis());
        FakeBean idle = FakeBean.transacted("idle");
        FakeBean failing = FakeBean.transacted("failing").doing(message -> {
            throw new IllegalStateException("always");
        });
        FakeBean missing = FakeBean.transacted("missing").unavailable(Integer.MAX_VALUE);
        activations.activate(idle, spec);
        activations.activate(failing, spec);
        activations.activate(missing, spec);
        order(1);
        eventually("one failed", () -> status("failing").failed() == 1);

        activations.close();

        eventually("every thread is given back", () -> server.liveThreads() == 0);
        assertThat(failing.sequences()).hasSize(1);
    }
}
