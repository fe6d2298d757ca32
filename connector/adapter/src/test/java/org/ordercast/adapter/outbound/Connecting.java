package org.ordercast.adapter.outbound;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.ordercast.Message;
import org.ordercast.adapter.testing.FakeMember;

/** A connection of an adapter whose member is in memory, with a pool that does what servers do. */
@Timeout(120)
abstract class Connecting {

    final FakeAdapter adapter = new FakeAdapter();
    final PoolingConnections pool = new PoolingConnections();
    OrdercastManagedConnectionFactory factory;
    OrdercastConnection connection;

    @BeforeEach
    void connect() throws Exception {
        factory = adapter.factory();
        connection = pool.connect(factory);
    }

    @AfterEach
    void stop() {
        adapter.stop();
    }

    void refuse(RuntimeException refusal, Class<? extends Exception> expected, String text) {
        member().refuse(refusal);
        assertThatThrownBy(() -> connection.send(message("1")))
                .isExactlyInstanceOf(expected)
                .hasMessageContaining(text)
                .hasCause(refusal);
    }

    FakeMember member() {
        return adapter.member();
    }

    static Message message(String text) {
        return Message.to("orders").text(text);
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
