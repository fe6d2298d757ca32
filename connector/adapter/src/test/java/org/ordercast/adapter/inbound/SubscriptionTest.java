package org.ordercast.adapter.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ordercast.adapter.testing.Eventually.eventually;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.work.HintsContext;
import jakarta.resource.spi.work.WorkContextProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ordercast.OrderedMessage;
import org.ordercast.SubscriptionState;
import org.ordercast.SubscriptionStatus;
import org.ordercast.adapter.group.GroupAccess;
import org.ordercast.adapter.group.HostedMember;
import org.ordercast.adapter.group.ManagedSubscription;
import org.ordercast.adapter.group.SharedMembers;
import org.ordercast.adapter.testing.FakeBean;
import org.ordercast.adapter.testing.FakeGroup;
import org.ordercast.adapter.testing.FakeServer;
import org.ordercast.engine.GroupFailedException;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.OrderGapException;

@Timeout(120)
class SubscriptionTest {

    private final FakeServer server = new FakeServer();
    private final FakeGroup group = new FakeGroup();
    private final OrderedActivationSpec spec = new OrderedActivationSpec();
    private HostedMember hosted;
    private Activations activations;

    @BeforeEach
    void start() throws Exception {
        SharedMembers.Lease lease =
                group.members().acquire(GroupSettings.builder().build());
        hosted = lease.member();
        activations = new Activations(server, access(hosted));
        spec.setRedeliveryInterval(0L);
    }

    @AfterEach
    void stop() {
        activations.close();
        assertThat(group.member().openCursors()).as("cursors left open").isZero();
        eventually("no thread of the server is held", () -> server.liveThreads() == 0);
    }

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
    void aBeanMayLeaveItsThreadInterrupted() throws Exception {
        FakeBean bean = FakeBean.notTransacted("bean")
                .doing(message -> Thread.currentThread().interrupt());
        activations.activate(bean, spec);

        order(3);

        eventually("all are delivered", () -> status().delivered() == 3);
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

    private static FakeBean bean(boolean transacted) {
        return transacted ? FakeBean.transacted("bean") : FakeBean.notTransacted("bean");
    }

    private void order(int messages) {
        for (int i = 0; i < messages; i++) {
            group.order("orders", "message");
        }
    }

    private Subscription subscription(FakeBean bean) {
        DeliveryGate gate = new DeliveryGate("bean");
        return new Subscription(
                "bean",
                hosted.group(),
                spec,
                group.member().openCursor(),
                gate,
                new EndpointSupply("bean", bean, gate));
    }

    private ManagedSubscription subscription() {
        return hosted.subscription("bean").orElseThrow();
    }

    private SubscriptionStatus status() {
        return subscription().status();
    }

    private SubscriptionStatus status(String name) {
        return hosted.subscription(name).orElseThrow().status();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GroupAccess access(HostedMember member) {
        return new GroupAccess() {
            @Override
            public HostedMember join() {
                return member;
            }

            @Override
            public Duration sendTimeout() {
                return Duration.ofSeconds(1);
            }

            @Override
            public Executor completions() {
                return Runnable::run;
            }
        };
    }
}
