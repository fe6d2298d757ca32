package org.ordercast.adapter.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.resource.spi.ConnectionEvent;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ordercast.GroupUnavailableException;
import org.ordercast.OrdercastException;
import org.ordercast.OrderedConnection;
import org.ordercast.engine.MemberState;

/** How a connection lives under a server that pools it. */
class ManagedConnectionTest extends Connecting {

    @Test
    void failsClearlyOnceItIsClosed() {
        connection.close();
        connection.close();

        assertThatThrownBy(() -> connection.send(message("1")))
                .isInstanceOf(OrdercastException.class)
                .hasMessageContaining("the connection is closed");
        assertThat(pool.events()).containsExactly(ConnectionEvent.CONNECTION_CLOSED);
    }

    @Test
    void failsClearlyOnceTheAdapterIsStopped() {
        adapter.stop();

        assertThatThrownBy(() -> connection.send(message("1")))
                .isInstanceOf(GroupUnavailableException.class)
                .hasMessageContaining("stopped");
    }

    @Test
    void worksOnAfterTheServerTookItOffAndOnAnotherManagedConnection() throws Exception {
        OrdercastManagedConnection first = connection.managed();
        first.dissociateConnections();

        connection.send(message("1"));

        assertThat(connection.managed()).isNotSameAs(first);
        assertThat(member().log()).hasSize(1);
    }

    @Test
    void followsTheServerToAnotherManagedConnection() throws Exception {
        OrdercastManagedConnection first = connection.managed();
        OrdercastManagedConnection second = (OrdercastManagedConnection) factory.createManagedConnection(null, null);

        second.associateConnection(connection);
        first.cleanup();

        connection.send(message("1"));
        assertThat(connection.managed()).isSameAs(second);
    }

    @Test
    void isClosedWhenItsManagedConnectionIsDestroyed() throws Exception {
        OrdercastManagedConnection managed = connection.managed();

        managed.destroy();

        assertThatThrownBy(() -> connection.send(message("1"))).hasMessageContaining("closed");
        assertThatThrownBy(() -> managed.getConnection(null, null)).hasMessageContaining("destroyed");
    }

    @Test
    void worksWithoutAServersConnectionManager() throws Exception {
        OrderedConnection unmanaged = ((OrdercastConnectionFactory) factory.createConnectionFactory()).getConnection();
        unmanaged.send(message("1"));
        unmanaged.close();

        assertThatThrownBy(() -> unmanaged.send(message("2"))).hasMessageContaining("closed");
        assertThat(member().log()).hasSize(1);
    }

    @Test
    void isMatchedToUsableConnectionsOfItsOwnFactoryOnly() throws Exception {
        OrdercastManagedConnection managed = connection.managed();
        OrdercastManagedConnectionFactory other = adapter.factory();
        other.setSendTimeout(5L);

        assertThat(factory.matchManagedConnections(Set.of(managed), null, null)).isSameAs(managed);
        assertThat(other.matchManagedConnections(Set.of(managed), null, null)).isNull();
        assertThat(factory.getInvalidConnections(Set.of(managed))).isEmpty();

        member().state(MemberState.FAILED);

        assertThat(factory.matchManagedConnections(Set.of(managed), null, null)).isNull();
        assertThat(factory.getInvalidConnections(Set.of(managed))).isEqualTo(Set.of(managed));
    }

    @Test
    void factoriesAreEqualIfTheirPropertiesAndTheirAdaptersAre() {
        OrdercastManagedConnectionFactory same = adapter.factory();
        OrdercastManagedConnectionFactory slower = adapter.factory();
        slower.setSendTimeout(5L);

        assertThat(factory).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(slower);
        assertThat(factory)
                .isNotEqualTo(new OrdercastManagedConnectionFactory())
                .isNotEqualTo(null);
    }

    @Test
    void aFactoryWithoutItsAdapterSaysSo() {
        assertThatThrownBy(() -> new OrdercastManagedConnectionFactory().createManagedConnection(null, null))
                .hasMessageContaining("belongs to no resource adapter");
    }
}
