package org.ordercast.adapter.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ordercast.adapter.testing.Eventually.eventually;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.ordercast.SubscriptionStatus;
import org.ordercast.adapter.group.GroupAccess;
import org.ordercast.adapter.group.HostedMember;
import org.ordercast.adapter.group.ManagedSubscription;
import org.ordercast.adapter.group.SharedMembers;
import org.ordercast.adapter.testing.FakeBean;
import org.ordercast.adapter.testing.FakeGroup;
import org.ordercast.adapter.testing.FakeServer;
import org.ordercast.engine.GroupSettings;

/** Beans that are activated on a member in memory, by a server that is none. */
@Timeout(120)
abstract class Subscribing {

    final FakeServer server = new FakeServer();
    final FakeGroup group = new FakeGroup();
    final OrderedActivationSpec spec = new OrderedActivationSpec();
    HostedMember hosted;
    Activations activations;

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

    static FakeBean bean(boolean transacted) {
        return transacted ? FakeBean.transacted("bean") : FakeBean.notTransacted("bean");
    }

    void order(int messages) {
        for (int i = 0; i < messages; i++) {
            group.order("orders", "message");
        }
    }

    Subscription subscription(FakeBean bean) {
        DeliveryGate gate = new DeliveryGate("bean");
        return new Subscription(
                "bean",
                hosted.group(),
                spec,
                group.member().openCursor(),
                gate,
                new EndpointSupply("bean", bean, gate));
    }

    ManagedSubscription subscription() {
        return hosted.subscription("bean").orElseThrow();
    }

    SubscriptionStatus status() {
        return subscription().status();
    }

    SubscriptionStatus status(String name) {
        return hosted.subscription(name).orElseThrow().status();
    }

    static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static GroupAccess access(HostedMember member) {
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
