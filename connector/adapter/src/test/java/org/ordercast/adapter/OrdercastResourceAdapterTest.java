package org.ordercast.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ordercast.adapter.testing.Eventually.eventually;

import jakarta.resource.spi.ResourceAdapterInternalException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.UUID;
import javax.management.ObjectName;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ordercast.GroupUnavailableException;
import org.ordercast.MemberState;
import org.ordercast.Message;
import org.ordercast.OrdercastException;
import org.ordercast.OrderedConnection;
import org.ordercast.OrderedConnectionFactory;
import org.ordercast.SubscriptionState;
import org.ordercast.SubscriptionStatus;
import org.ordercast.adapter.administration.ManagementBeans;
import org.ordercast.adapter.administration.OrdercastGroup;
import org.ordercast.adapter.group.SharedMembers;
import org.ordercast.adapter.inbound.OrderedActivationSpec;
import org.ordercast.adapter.outbound.OrdercastManagedConnectionFactory;
import org.ordercast.adapter.testing.FakeBean;
import org.ordercast.adapter.testing.FakeGroup;
import org.ordercast.adapter.testing.FakeMember;
import org.ordercast.adapter.testing.FakeServer;

@Timeout(120)
class OrdercastResourceAdapterTest {

    private final FakeServer server = new FakeServer();
    private final FakeGroup group = new FakeGroup(ManagementBeans::open);
    private final String name = "group-" + UUID.randomUUID();

    @Test
    void joinsWhenItStartsIfItIsConfigured() throws Exception {
        OrdercastResourceAdapter adapter = started();

        assertThat(group.started()).hasSize(1);
        assertThat(group.member().settings().group()).isEqualTo(name);
        adapter.stop();
        assertThat(group.member().isClosed()).isTrue();
    }

    @Test
    void joinsWhenItIsFirstUsedIfEveryPropertyIsAtItsDefault() throws Exception {
        OrdercastResourceAdapter stray = new OrdercastResourceAdapter(group.members());
        stray.start(server);
        assertThat(group.started()).isEmpty();

        assertThat(bound(stray).groupName()).isEqualTo("ordercast");

        assertThat(group.started()).hasSize(1);
        stray.stop();
        assertThat(group.member().isClosed()).isTrue();
    }

    @Test
    void anInstanceThatWasNeverUsedLeavesNoTrace() throws Exception {
        OrdercastResourceAdapter stray = new OrdercastResourceAdapter(group.members());
        stray.start(server);
        stray.stop();

        assertThat(group.started()).isEmpty();
        assertThat(server.works()).isEmpty();
    }

    @Test
    void failsToStartWithOneClearSentenceIfTheConfigurationIsNotAllowed() {
        OrdercastResourceAdapter adapter = new OrdercastResourceAdapter(group.members());
        adapter.setPublishBuffer(1);

        assertThatThrownBy(() -> adapter.start(server))
                .isInstanceOf(ResourceAdapterInternalException.class)
                .hasMessage("Ordercast is not configured rightly: publishBuffer: 1 is not allowed; at least "
                        + "maxMessageSize, which is 16777216");
    }

    @Test
    void failsToStartWithTheEnginesReasonIfTheMemberDoesNotStart() {
        SharedMembers failing = new SharedMembers(
                settings -> {
                    throw new IOException("networkInterface: 'eth9' does not exist; there are lo and eth0");
                },
                ManagementBeans::open);
        OrdercastResourceAdapter adapter = new OrdercastResourceAdapter(failing);
        adapter.setNetworkInterface("eth9");

        assertThatThrownBy(() -> adapter.start(server))
                .isInstanceOf(ResourceAdapterInternalException.class)
                .hasMessageContaining("there are lo and eth0");
    }

    @Test
    void deliversToABeanWhatAConnectionSends() throws Exception {
        OrdercastResourceAdapter adapter = started();
        FakeBean bean = FakeBean.transacted("bean");
        adapter.endpointActivation(bean, new OrderedActivationSpec());

        try (OrderedConnection connection = connections(adapter).getConnection()) {
            connection.send(Message.to("orders").text("BUY"));
        }

        eventually("it is delivered", () -> bean.received().size() == 1);
        assertThat(bean.received().get(0).text()).isEqualTo("BUY");
        adapter.stop();
    }

    @Test
    void showsItsGroupToApplications() throws Exception {
        OrdercastResourceAdapter adapter = started();
        adapter.endpointActivation(FakeBean.transacted("bean"), new OrderedActivationSpec());
        OrdercastGroup shown = bound(adapter);

        assertThat(shown.groupName()).isEqualTo(name);
        assertThat(shown.memberId()).isEqualTo("m1");
        assertThat(shown.state()).isEqualTo(MemberState.SEQUENCING);
        assertThat(shown.sequencer()).contains("m1");
        assertThat(shown.members()).hasSize(3);
        assertThat(shown.positions().epoch()).isEqualTo(FakeMember.EPOCH);
        shown.pause("bean");
        assertThat(shown.subscriptions())
                .extracting(SubscriptionStatus::state)
                .containsExactly(SubscriptionState.PAUSED);
        shown.resume("bean");
        eventually("it delivers", () -> shown.subscriptions().get(0).state() == SubscriptionState.DELIVERING);
        assertThatThrownBy(() -> shown.pause("been"))
                .isInstanceOf(OrdercastException.class)
                .hasMessageContaining("there is no subscription 'been'")
                .hasMessageContaining("[bean]");
        adapter.stop();
    }

    @Test
    void instancesOfEqualPropertiesAreOneMemberWithAllTheirSubscriptions() throws Exception {
        OrdercastResourceAdapter one = started();
        OrdercastResourceAdapter two = started();
        one.endpointActivation(FakeBean.transacted("bean"), new OrderedActivationSpec());

        assertThat(group.started()).hasSize(1);
        assertThat(bound(two).subscriptions())
                .extracting(SubscriptionStatus::name)
                .containsExactly("bean");

        one.stop();
        assertThat(group.member().isClosed()).isFalse();
        assertThat(bound(two).subscriptions()).isEmpty();
        two.stop();
        assertThat(group.member().isClosed()).isTrue();
    }

    @Test
    void whatIsAskedForOnceItIsStoppedFailsClearly() throws Exception {
        OrdercastResourceAdapter adapter = started();
        OrderedConnectionFactory connections = connections(adapter);
        OrderedConnection connection = connections.getConnection();
        adapter.stop();

        assertThatThrownBy(() -> connection.send(Message.to("a").text("b")))
                .isInstanceOf(GroupUnavailableException.class)
                .hasMessageContaining("not running");
        assertThatThrownBy(connections::getConnection).isInstanceOf(GroupUnavailableException.class);
        assertThatThrownBy(() -> bound(adapter).state()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> adapter.endpointActivation(FakeBean.transacted("b"), new OrderedActivationSpec()))
                .isInstanceOf(GroupUnavailableException.class);
        adapter.stop();
    }

    @Test
    void stopEndsTheSubscriptionsThatTheServerForgot() throws Exception {
        OrdercastResourceAdapter adapter = started();
        FakeBean bean = FakeBean.transacted("bean");
        adapter.endpointActivation(bean, new OrderedActivationSpec());

        adapter.stop();
        adapter.endpointDeactivation(bean, new OrderedActivationSpec());

        eventually("every thread is given back", () -> server.liveThreads() == 0);
        assertThat(group.member().openCursors()).isZero();
    }

    @Test
    void startsAndStopsTenTimesAndLeavesNothing() throws Exception {
        for (int round = 0; round < 10; round++) {
            OrdercastResourceAdapter adapter = started();
            FakeBean bean = FakeBean.transacted("bean");
            adapter.endpointActivation(bean, new OrderedActivationSpec());
            try (OrderedConnection connection = connections(adapter).getConnection()) {
                connection.send(Message.to("a").text("b"));
            }
            eventually("it is delivered", () -> bean.received().size() == 1);
            assertThat(managementBeans()).hasSize(4);
            adapter.endpointDeactivation(bean, new OrderedActivationSpec());
            adapter.stop();

            assertThat(managementBeans()).isEmpty();
            assertThat(group.member().isClosed()).isTrue();
            assertThat(group.member().openCursors()).isZero();
            assertThat(bean.released()).isEqualTo(bean.created());
            eventually("every thread is given back", () -> server.liveThreads() == 0);
        }
        assertThat(group.started()).hasSize(10);
    }

    @Test
    void hasNothingToRecover() throws Exception {
        OrdercastResourceAdapter adapter = new OrdercastResourceAdapter(group.members());

        for (XAResource resource : adapter.getXAResources(new OrderedActivationSpec[0])) {
            assertThat(resource.recover(XAResource.TMSTARTRSCAN)).isEmpty();
        }
    }

    private List<ObjectName> managementBeans() throws Exception {
        return List.copyOf(ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("org.ordercast:group=" + ObjectName.quote(name) + ",*"), null));
    }

    private OrdercastResourceAdapter started() throws Exception {
        OrdercastResourceAdapter adapter = new OrdercastResourceAdapter(group.members());
        adapter.setGroup(name);
        adapter.setMemberId("m1");
        adapter.start(server);
        return adapter;
    }

    private static OrderedConnectionFactory connections(OrdercastResourceAdapter adapter) throws Exception {
        OrdercastManagedConnectionFactory factory = new OrdercastManagedConnectionFactory();
        factory.setResourceAdapter(adapter);
        return (OrderedConnectionFactory) factory.createConnectionFactory();
    }

    private static OrdercastGroup bound(OrdercastResourceAdapter adapter) throws Exception {
        OrdercastGroup shown = new OrdercastGroup();
        shown.setResourceAdapter(adapter);
        return shown;
    }
}
