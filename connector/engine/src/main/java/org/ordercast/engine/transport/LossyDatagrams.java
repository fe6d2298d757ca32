package org.ordercast.engine.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.ordercast.engine.Counter;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.Counters;

/** Loses a share of the datagrams that another transport receives, so that repair can be tried out. */
public final class LossyDatagrams implements DatagramTransport {

    private final DatagramTransport transport;
    private final double loss;
    private final RandomGenerator random;
    private final Counters counters;

    /**
     * Puts loss before a transport.
     *
     * @param transport what sends and receives
     * @param loss the share of datagrams to lose, 0 to 1
     * @param random decides which
     * @param counters counts them
     */
    public LossyDatagrams(DatagramTransport transport, double loss, RandomGenerator random, Counters counters) {
        this.transport = transport;
        this.loss = loss;
        this.random = random;
        this.counters = counters;
    }

    @Override
    public int receive(DatagramReceiver receiver, int limit) throws IOException {
        return transport.receive(
                datagram -> {
                    if (random.nextDouble() < loss) {
                        counters.increment(Counter.DROPPED_ON_PURPOSE);
                    } else {
                        receiver.onDatagram(datagram);
                    }
                },
                limit);
    }

    @Override
    public Endpoint endpoint() {
        return transport.endpoint();
    }

    @Override
    public int maxDatagramSize() {
        return transport.maxDatagramSize();
    }

    @Override
    public void flush() {
        transport.flush();
    }

    @Override
    public void await(long nanos) throws IOException {
        transport.await(nanos);
    }

    @Override
    public void wakeUp() {
        transport.wakeUp();
    }

    @Override
    public void multicast(ByteBuffer datagram) {
        transport.multicast(datagram);
    }

    @Override
    public void unicast(Endpoint to, ByteBuffer datagram) {
        transport.unicast(to, datagram);
    }

    @Override
    public void close() {
        transport.close();
    }
}
