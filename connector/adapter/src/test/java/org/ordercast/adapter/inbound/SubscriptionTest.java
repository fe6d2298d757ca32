package org.ordercast.adapter.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ordercast.adapter.testing.Eventually.eventually;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ordercast.OrderedMessage;
import org.ordercast.SubscriptionState;
import org.ordercast.SubscriptionStatus;
import org.ordercast.adapter.testing.FakeBean;
import org.ordercast.engine.GroupFailedException;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.OrderGapException;

/** What a bean is given, and when its subscription stops. */
class SubscriptionTest extends Subscribing {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deliversInOrderOneAtATime(boolean transacted) throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicBoolean overlapped = new AtomicBoolean();
        FakeBean bean = bean(transacted).doing(message -> {
            overlapped.compareAndSet(false, inside.incrementAndGet() != 1);
            inside.decrementAndGet();
        });
        activations.activate(bean, spec);

        for (int i = 1; i <= 1_000; i++) {
            group.order("orders", "message " + i);
        }

        eventually("all are delivered", () -> status().delivered() == 1_000);
        assertThat(bean.sequences()).hasSize(1_000).isSorted().doesNotHaveDuplicates();
        assertThat(overlapped).isFalse();
        assertThat(status())
                .extracting(SubscriptionStatus::position, SubscriptionStatus::lag)
                .containsExactly(1_000L, 0L);
        assertThat(bean.received().get(41))
                .extracting(OrderedMessage::text, OrderedMessage::group, OrderedMessage::deliveryCount)
                .containsExactly("message 42", GroupSettings.DEFAULT_GROUP, 1);
    }

    @Test
    void deliversOnlyTheMessagesOfItsDestination() throws Exception {
        spec.setDestination("trades");
        FakeBean bean = FakeBean.transacted("bean");
        activations.activate(bean, spec);

        group.order("orders", "1");
        group.order("trades", "2");
        group.order("trade", "3");
        group.order("trades", "4");

        eventually("the cursor is at the end", () -> status().position() == 4);
        assertThat(bean.sequences()).containsExactly(2L, 4L);
    }

    @Test
    void keepsMessagesInOrderWhilePaused() throws Exception {
        FakeBean bean = FakeBean.transacted("bean");
        activations.activate(bean, spec);
        order(1);
        eventually("the first is delivered", () -> status().delivered() == 1);

        subscription().pause();
        order(3);
        eventually("its bean is given back", () -> bean.released() == bean.created());
        assertThat(status())
                .extracting(SubscriptionStatus::state, SubscriptionStatus::lag)
                .containsExactly(SubscriptionState.PAUSED, 3L);
        assertThat(bean.sequences()).containsExactly(1L);

        subscription().resume();

        eventually("all are delivered", () -> status().delivered() == 4);
        assertThat(bean.sequences()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void stopsAtAGapAndGoesOnBehindItWhenResumed() throws Exception {
        FakeBean bean = FakeBean.transacted("bean");
        activations.activate(bean, spec);
        eventually("it delivers", () -> status().state() == SubscriptionState.DELIVERING);

        group.member().failCursors(new OrderGapException(5, 9, "away for too long"));
        eventually("it stops", () -> status().state() == SubscriptionState.STOPPED);
        assertThat(subscription().reason()).contains("messages 5 to 9 of the order are missing");
        order(1);
        assertThat(bean.sequences()).isEmpty();

        subscription().resume();

        eventually("it goes on", () -> status().delivered() == 1);
    }

    @Test
    void stopsWhenItsMemberFails() throws Exception {
        activations.activate(FakeBean.transacted("bean"), spec);

        group.member().failCursors(new GroupFailedException("two orders"));

        eventually("it stops", () -> status().state() == SubscriptionState.STOPPED);
        assertThat(subscription().reason()).contains("two orders");
    }

    @Test
    void countsAMalformedMessageAndStopsAtIt() throws Exception {
        FakeBean bean = FakeBean.transacted("bean");
        activations.activate(bean, spec);

        order(1);
        group.member().order(new byte[] {9, 9, 9});
        order(1);

        eventually("it stops", () -> status().state() == SubscriptionState.STOPPED);
        assertThat(subscription().reason()).contains("message 2, published by publisher, is not an envelope");
        assertThat(subscription().malformed()).isEqualTo(1);
        assertThat(bean.sequences()).containsExactly(1L);
    }

    @Test
    void skipsAMalformedMessageIfConfiguredSo() throws Exception {
        spec.setFailureStrategy("skip");
        FakeBean bean = FakeBean.transacted("bean");
        activations.activate(bean, spec);

        group.member().order(new byte[0]);
        order(1);

        eventually("the next one is delivered", () -> status().delivered() == 1);
        assertThat(subscription().malformed()).isEqualTo(1);
        assertThat(status().skipped()).isEqualTo(1);
    }
}
