package org.ordercast.adapter.testing;

import static org.ordercast.adapter.testing.Eventually.eventually;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.UUID;
import org.ordercast.Acknowledgement;
import org.ordercast.Message;
import org.ordercast.OrderedConnection;
import org.ordercast.OrderedConnectionFactory;
import org.ordercast.adapter.OrdercastResourceAdapter;
import org.ordercast.adapter.inbound.OrderedActivationSpec;
import org.ordercast.adapter.outbound.OrdercastManagedConnectionFactory;

/** An adapter's whole life with the engine's real member: start, delivery of what was sent, stop. */
public final class OneLife implements Runnable {

    @Override
    public void run() {
        try {
            live();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void live() throws Exception {
        FakeServer server = new FakeServer();
        OrdercastResourceAdapter adapter = new OrdercastResourceAdapter();
        adapter.setGroup("test-" + UUID.randomUUID());
        adapter.setPort(freePort());
        adapter.setDiscoveryTime(200L);
        adapter.start(server);
        FakeBean bean = FakeBean.transacted("bean");
        adapter.endpointActivation(bean, new OrderedActivationSpec());
        OrdercastManagedConnectionFactory factory = new OrdercastManagedConnectionFactory();
        factory.setResourceAdapter(adapter);
        try (OrderedConnection connection =
                ((OrderedConnectionFactory) factory.createConnectionFactory()).getConnection()) {
            connection.send(Message.to("orders").text("BUY"));
            connection
                    .sendAsync(Message.to("orders").text("SELL"), Acknowledgement.STABLE)
                    .toCompletableFuture()
                    .join();
        }
        eventually("both are delivered", () -> bean.received().size() == 2);
        adapter.endpointDeactivation(bean, new OrderedActivationSpec());
        adapter.stop();
        eventually("every thread is given back", () -> server.liveThreads() == 0);
    }

    private static int freePort() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
