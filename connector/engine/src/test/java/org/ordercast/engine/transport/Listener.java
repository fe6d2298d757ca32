package org.ordercast.engine.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.ordercast.engine.Eventually;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.Counters;

/** An open transport, for tests that wait for what it receives. */
record Listener(DatagramTransport transport, Counters counters, List<String> warnings, Deque<String> received)
        implements AutoCloseable {

    static Listener open(GroupSettings settings) throws IOException {
        Counters counters = new Counters();
        List<String> warnings = new ArrayList<>();
        DatagramTransport transport =
                MulticastDatagrams.open(GroupNetwork.resolve(settings), settings, counters, warnings::add);
        return new Listener(transport, counters, warnings, new ArrayDeque<>());
    }

    /** Sends to all in a turn of its own. */
    void multicast(ByteBuffer datagram) {
        transport.multicast(datagram);
        transport.flush();
    }

    /** Sends to one in a turn of its own. */
    void unicast(Endpoint to, ByteBuffer datagram) {
        transport.unicast(to, datagram);
        transport.flush();
    }

    /** The next datagram's text. */
    String next() throws IOException {
        long deadline = System.nanoTime() + Eventually.DEADLINE.toNanos();
        while (received.isEmpty()) {
            long left = deadline - System.nanoTime();
            assertThat(left).as("time left until a datagram must be here").isPositive();
            transport.await(left);
            transport.receive(datagram -> received.add(UTF_8.decode(datagram).toString()), Integer.MAX_VALUE);
        }
        return received.remove();
    }

    @Override
    public void close() {
        transport.close();
    }
}
