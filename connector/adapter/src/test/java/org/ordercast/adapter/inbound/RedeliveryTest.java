package org.ordercast.adapter.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ordercast.adapter.testing.Eventually.eventually;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ordercast.OrderedMessage;
import org.ordercast.SubscriptionState;
import org.ordercast.SubscriptionStatus;
import org.ordercast.adapter.testing.FakeBean;
import org.ordercast.adapter.testing.FakeGroup;

/** What happens to a message that its bean does not take. */
class RedeliveryTest extends Subscribing {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deliversAMessageAgainInItsPlaceUntilItIsAccepted(boolean transacted) throws Exception {
        FakeBean bean = bean(transacted).doing(message -> {
            if (message.sequence() == 2 && message.deliveryCount() < 3) {
                throw new IllegalStateException("not yet");
            }
        });
        activations.activate(bean, spec);

        order(3);

        eventually("all are delivered", () -> status().delivered() == 3);
        assertThat(bean.sequences()).containsExactly(1L, 2L, 2L, 2L, 3L);
        assertThat(bean.received()).extracting(OrderedMessage::deliveryCount).containsExactly(1, 1, 2, 3, 1);
        assertThat(status().failed()).isEqualTo(2);
    }

    @Test
    void takesSetRollbackOnlyForAFailure() throws Exception {
        FakeBean bean = FakeBean.transacted("bean");
        bean.doing(message -> {
            if (message.sequence() == 1 && message.deliveryCount() == 1) {
                bean.setRollbackOnly();
            }
        });
        activations.activate(bean, spec);

        order(2);

        eventually("all are delivered", () -> status().delivered() == 2);
        assertThat(bean.sequences()).containsExactly(1L, 1L, 2L);
    }

    @Test
    void learnsTheOutcomeOfATransactionInTwoPhases() throws Exception {
        FakeBean bean = FakeBean.transacted("bean").inTwoPhases();
        activations.activate(bean, spec);

        order(2);

        eventually("all are delivered", () -> status().delivered() == 2);
        assertThat(status().failed()).isZero();
    }

    @Test
    void doesNotTakeAMessageForAcceptedWhoseTransactionNobodyEnded() throws Exception {
        spec.setRedeliveryAttempts(0);
        FakeBean bean = FakeBean.transacted("bean").withSilentContainer();
        activations.activate(bean, spec);

        order(1);

        eventually("it stops", () -> status().state() == SubscriptionState.STOPPED);
        assertThat(status().delivered()).isZero();
    }

    @Test
    void stopsAtAMessageThatFailsInAllItsAttemptsAndGoesOnWithItWhenResumed() throws Exception {
        spec.setRedeliveryAttempts(2);
        AtomicBoolean broken = new AtomicBoolean(true);
        FakeBean bean = FakeBean.transacted("bean").doing(message -> {
            if (message.sequence() == 2 && broken.get()) {
                throw new IllegalStateException("broken");
            }
        });
        activations.activate(bean, spec);

        order(3);

        eventually("it stops", () -> status().state() == SubscriptionState.STOPPED);
        assertThat(bean.sequences()).containsExactly(1L, 2L, 2L, 2L);
        assertThat(subscription().reason()).contains("message 2 to orders failed in its last attempt of 3");
        assertThat(status())
                .extracting(SubscriptionStatus::position, SubscriptionStatus::lag)
                .containsExactly(1L, 2L);
        broken.set(false);

        subscription().resume();

        eventually("all are delivered", () -> status().delivered() == 3);
        assertThat(bean.sequences()).containsExactly(1L, 2L, 2L, 2L, 2L, 3L);
        assertThat(bean.received().get(4).deliveryCount()).isEqualTo(4);
    }

    @Test
    void skipsAMessageThatFailsInAllItsAttemptsIfConfiguredSo() throws Exception {
        spec.setRedeliveryAttempts(1);
        spec.setFailureStrategy("skip");
        FakeBean bean = FakeBean.notTransacted("bean").doing(message -> {
            if (message.sequence() == 2) {
                throw new IllegalStateException("broken");
            }
        });
        activations.activate(bean, spec);

        order(3);

        eventually("it is at the end", () -> status().position() == 3);
        assertThat(bean.sequences()).containsExactly(1L, 2L, 2L, 3L);
        assertThat(status())
                .extracting(SubscriptionStatus::delivered, SubscriptionStatus::failed, SubscriptionStatus::skipped)
                .containsExactly(2L, 2L, 1L);
    }

    @Test
    void takesWhateverABeanThrowsForAFailure() throws Exception {
        spec.setFailureStrategy("skip");
        spec.setRedeliveryAttempts(0);
        FakeBean bean = FakeBean.notTransacted("bean").doing(message -> {
            throw new StackOverflowError("deep");
        });
        activations.activate(bean, spec);

        order(2);

        eventually("it is at the end", () -> status().skipped() == 2);
    }

    @Test
    void pauseHoldsTheRedeliveryOfAFailingMessage() throws Exception {
        spec.setRedeliveryInterval(FakeGroup.anHour().toMillis());
        FakeBean bean = FakeBean.transacted("bean").doing(message -> {
            if (message.deliveryCount() == 1) {
                throw new IllegalStateException("once");
            }
        });
        activations.activate(bean, spec);
        order(1);
        eventually("it failed once", () -> status().failed() == 1);

        subscription().pause();
        eventually("its bean is given back", () -> bean.released() == bean.created());
        subscription().resume();

        eventually("it is delivered", () -> status().delivered() == 1);
    }
}
