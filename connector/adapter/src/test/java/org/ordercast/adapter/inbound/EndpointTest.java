package org.ordercast.adapter.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ordercast.adapter.testing.Eventually.eventually;

import jakarta.resource.spi.work.HintsContext;
import jakarta.resource.spi.work.WorkContextProvider;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.ordercast.SubscriptionState;
import org.ordercast.adapter.testing.FakeBean;

/** How a subscription uses what the server gives it: endpoints, and a thread. */
class EndpointTest extends Subscribing {

    @Test
    void asksAgainUntilTheServerOffersAnEndpoint() throws Exception {
        FakeBean bean = FakeBean.transacted("bean").unavailable(3);
        activations.activate(bean, spec);
        assertThat(status().state()).isIn(SubscriptionState.STARTING, SubscriptionState.DELIVERING);
        order(2);

        eventually("all are delivered", () -> status().delivered() == 2);
        assertThat(status().failed()).isZero();
        assertThat(status().state()).isEqualTo(SubscriptionState.DELIVERING);
    }

    @Test
    void usesOneEndpointAsLongAsItsBeanSucceedsAndANewOneAfterAFailure() throws Exception {
        FakeBean bean = FakeBean.transacted("bean").doing(message -> {
            if (message.sequence() == 5 && message.deliveryCount() == 1) {
                throw new IllegalStateException("once");
            }
        });
        activations.activate(bean, spec);

        order(10);

        eventually("all are delivered", () -> status().delivered() == 10);
        assertThat(bean.created()).isEqualTo(2);
        assertThat(bean.released()).isEqualTo(1);
    }

    @Test
    void neverAsksForAnEndpointOnTheActivatingThread() throws Exception {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        FakeBean bean = FakeBean.transacted("bean").doing(message -> threads.add(Thread.currentThread()));
        activations.activate(bean, spec);
        order(1);

        eventually("it is delivered", () -> status().delivered() == 1);
        assertThat(threads).doesNotContain(Thread.currentThread());
    }

    @Test
    void tellsTheServerThatItsWorkHasANameAndRunsLong() throws Exception {
        activations.activate(FakeBean.transacted("bean"), spec);

        assertThat(server.works()).singleElement().isInstanceOf(WorkContextProvider.class);
        HintsContext hints = (HintsContext)
                ((WorkContextProvider) server.works().get(0)).getWorkContexts().get(0);
        assertThat(hints.getHints())
                .containsEntry(HintsContext.LONGRUNNING_HINT, true)
                .containsEntry(HintsContext.NAME_HINT, "ordercast subscription bean");
    }

    @Test
    void doesWithoutHintsWhereTheServerKnowsNone() throws Exception {
        server.withoutWorkContexts();
        activations.activate(FakeBean.transacted("bean"), spec);
        order(1);

        eventually("it is delivered", () -> status().delivered() == 1);
        assertThat(server.works()).singleElement().isNotInstanceOf(WorkContextProvider.class);
    }

    @Test
    void runsWithTheAdaptersClassLoader() throws Exception {
        List<ClassLoader> loaders = new CopyOnWriteArrayList<>();
        FakeBean bean = FakeBean.notTransacted("bean")
                .doing(message -> loaders.add(Thread.currentThread().getContextClassLoader()));
        activations.activate(bean, spec);
        order(1);

        eventually("it is delivered", () -> status().delivered() == 1);
        assertThat(loaders).containsExactly(Activations.class.getClassLoader());
    }

    @Test
    void aBeanMayLeaveItsThreadInterrupted() throws Exception {
        FakeBean bean = FakeBean.notTransacted("bean")
                .doing(message -> Thread.currentThread().interrupt());
        activations.activate(bean, spec);

        order(3);

        eventually("all are delivered", () -> status().delivered() == 3);
    }
}
