package org.ordercast.engine.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.ordercast.engine.Eventually;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.protocol.Counters;

/** An open transport with a selector of its own, for tests that wait for what it receives. */
record Listener(
        MulticastDatagrams transport,
        Selector selector,
        Counters counters,
        List<String> warnings,
        Deque<String> received)
        implements AutoCloseable {

    static Listener open(GroupSettings settings) throws IOException {
        Counters counters = new Counters();
        List<String> warnings = new ArrayList<>();
        MulticastDatagrams transport =
                MulticastDatagrams.open(GroupNetwork.resolve(settings), settings, counters, warnings::add);
        Selector selector = Selector.open();
        transport.register(selector);
        return new Listener(transport, selector, counters, warnings, new ArrayDeque<>());
    }

    /** The next datagram's text. */
    String next() throws IOException {
        if (received.isEmpty()) {
            awaitOne();
            transport.receive(datagram -> received.add(UTF_8.decode(datagram).toString()), Integer.MAX_VALUE);
        }
        return received.remove();
    }

    /** Waits until there is something to receive. */
    void awaitOne() throws IOException {
        int ready = selector.select(key -> {}, Eventually.DEADLINE.toMillis());
        assertThat(ready).as("sockets with a datagram").isPositive();
    }

    @Override
    public void close() throws IOException {
        transport.close();
        selector.close();
    }
}
