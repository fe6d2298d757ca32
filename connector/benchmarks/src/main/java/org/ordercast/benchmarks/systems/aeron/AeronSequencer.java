package org.ordercast.benchmarks.systems.aeron;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.FragmentAssembler;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.ordercast.benchmarks.systems.Place;

/** Publishes to all what each has published, with its number in the order in front. Runs on a thread of its own. */
final class AeronSequencer implements Runnable {

    private static final int FRAGMENTS_AT_ONCE = 64;

    private final Subscription remote;
    private final Subscription local;
    private final ExclusivePublication order;
    private final UnsafeBuffer number = new UnsafeBuffer(ByteBuffer.allocateDirect(Long.BYTES));
    private final IdleStrategy idle = new BackoffIdleStrategy();
    private final IdleStrategy pressure = new BackoffIdleStrategy();
    private long last;

    AeronSequencer(Aeron aeron, Place place) {
        remote = aeron.addSubscription(AeronChannels.publish(place), AeronChannels.PUBLISH_STREAM);
        local = aeron.addSubscription(AeronChannels.LOCAL_PUBLISH, AeronChannels.PUBLISH_STREAM);
        order = aeron.addExclusivePublication(AeronChannels.orderToAll(place), AeronChannels.ORDER_STREAM);
    }

    @Override
    public void run() {
        FragmentHandler fromRemote = new FragmentAssembler(this::onMessage);
        FragmentHandler fromLocal = new FragmentAssembler(this::onMessage);
        while (!order.isClosed()) {
            idle.idle(remote.poll(fromRemote, FRAGMENTS_AT_ONCE) + local.poll(fromLocal, FRAGMENTS_AT_ONCE));
        }
    }

    private void onMessage(DirectBuffer buffer, int offset, int length, Header header) {
        number.putLong(0, ++last);
        long result = order.offer(number, 0, Long.BYTES, buffer, offset, length);
        if (result < 0) {
            pressure.reset();
            while (result < 0) {
                Offers.failUnlessRetriable(result);
                pressure.idle();
                result = order.offer(number, 0, Long.BYTES, buffer, offset, length);
            }
        }
    }
}
