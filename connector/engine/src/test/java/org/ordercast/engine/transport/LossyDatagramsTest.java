package org.ordercast.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ordercast.engine.Counter;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.Counters;

class LossyDatagramsTest {

    private static final int DATAGRAMS = 10_000;

    private final Counters counters = new Counters();

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.5, 0.9})
    void theShareAskedForIsLostAndCounted(double loss) throws IOException {
        AtomicInteger passed = new AtomicInteger();
        LossyDatagrams lossy = new LossyDatagrams(new Flood(), loss, new Random(1), counters);

        int received = lossy.receive(datagram -> passed.incrementAndGet(), DATAGRAMS);

        assertThat(received)
                .as("what is lost still counts as read, so that reading goes on")
                .isEqualTo(DATAGRAMS);
        assertThat(counters.get(Counter.DROPPED_ON_PURPOSE))
                .isEqualTo(DATAGRAMS - passed.get())
                .isBetween((long) (DATAGRAMS * (loss - 0.02)), (long) (DATAGRAMS * (loss + 0.02)));
    }

    @Test
    void theSameSeedLosesTheSame() throws IOException {
        assertThat(passedWith(new Random(7))).isEqualTo(passedWith(new Random(7)));
    }

    private String passedWith(Random random) throws IOException {
        StringBuilder passed = new StringBuilder();
        LossyDatagrams lossy = new LossyDatagrams(new Flood(), 0.5, random, counters);
        lossy.receive(datagram -> passed.append(datagram.getInt(0)).append(' '), 100);
        return passed.toString();
    }

    /** Has always something to receive: datagrams that are numbered. */
    private static final class Flood implements DatagramTransport {
        private final ByteBuffer datagram = ByteBuffer.allocate(Integer.BYTES);

        @Override
        public int receive(DatagramReceiver receiver, int limit) {
            for (int i = 0; i < limit; i++) {
                receiver.onDatagram(datagram.putInt(0, i).clear());
            }
            return limit;
        }

        @Override
        public Endpoint endpoint() {
            return Endpoint.ipv4(0x7f000001, 1);
        }

        @Override
        public int maxDatagramSize() {
            return Integer.BYTES;
        }

        @Override
        public void flush() {}

        @Override
        public void await(long nanos) {}

        @Override
        public void wakeUp() {}

        @Override
        public void multicast(ByteBuffer datagram) {}

        @Override
        public void unicast(Endpoint to, ByteBuffer datagram) {}

        @Override
        public void close() {}
    }
}
