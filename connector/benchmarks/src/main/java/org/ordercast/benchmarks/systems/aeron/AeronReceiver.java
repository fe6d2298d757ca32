package org.ordercast.benchmarks.systems.aeron;

import io.aeron.FragmentAssembler;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.jspecify.annotations.Nullable;
import org.ordercast.benchmarks.messages.MessageReceiver;

/** Takes the order and hands on its messages, where they lie. Runs on a thread of its own. */
final class AeronReceiver implements Runnable {

    private static final int FRAGMENTS_AT_ONCE = 64;

    private final Subscription order;
    private final MessageReceiver receiver;
    private final IdleStrategy idle = new BackoffIdleStrategy();
    private long last;
    /** Where the last message lay, and a view of it: the next one usually lies in the same. */
    private @Nullable Object lastMemory;

    private ByteBuffer lastView = ByteBuffer.allocate(0);

    AeronReceiver(Subscription order, MessageReceiver receiver) {
        this.order = order;
        this.receiver = receiver;
    }

    @Override
    public void run() {
        FragmentHandler handler = new FragmentAssembler(this::onMessage);
        while (!order.isClosed()) {
            idle.idle(order.poll(handler, FRAGMENTS_AT_ONCE));
        }
    }

    private void onMessage(DirectBuffer buffer, int offset, int length, Header header) {
        long number = buffer.getLong(offset);
        if (number != last + 1) {
            throw new IllegalStateException("message " + number + " of the order came after " + last);
        }
        last = number;
        ByteBuffer memory = buffer.byteBuffer();
        if (memory == null) {
            byte[] array = buffer.byteArray();
            if (array != lastMemory) {
                lastMemory = array;
                lastView = ByteBuffer.wrap(array);
            }
        } else if (memory != lastMemory) {
            lastMemory = memory;
            lastView = memory.duplicate();
        }
        int start = buffer.wrapAdjustment() + offset;
        lastView.limit(start + length).position(start + Long.BYTES);
        receiver.onMessage(lastView);
    }
}
