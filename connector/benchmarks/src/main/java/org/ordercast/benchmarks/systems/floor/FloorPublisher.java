package org.ordercast.benchmarks.systems.floor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.ordercast.benchmarks.systems.Place;

/**
 * Fills frames with messages and sends them to the sequencer. Has as many bytes on their way as its share of the window allows,
 * and learns from the order what has arrived. One thread publishes, another one gives credit.
 */
final class FloorPublisher {

    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    private final DatagramChannel channel;
    private final InetSocketAddress sequencer;
    private final int publisher;
    private final int window;
    private final ByteBuffer frame;
    private long sent;
    private volatile long ordered;
    private volatile @Nullable Thread waiting;

    FloorPublisher(DatagramChannel channel, Place place) {
        this.channel = channel;
        sequencer = FloorSockets.publishAddress(place);
        publisher = place.index();
        window = FloorFormat.PUBLISH_WINDOW / place.publishers();
        // A full publish frame is one block of an order frame.
        frame = ByteBuffer.allocateDirect(FloorFormat.frameLength(place.frames()) - FloorFormat.ORDER_HEADER);
        frame.position(FloorFormat.BLOCK_HEADER);
    }

    void publish(byte[] message) throws InterruptedException {
        int begun = 0;
        while (begun < message.length) {
            int left = message.length - begun;
            int room = frame.remaining() - FloorFormat.ENTRY_HEADER;
            // A message that fits a frame is not cut.
            boolean isWhole =
                    begun == 0 && left <= frame.capacity() - FloorFormat.BLOCK_HEADER - FloorFormat.ENTRY_HEADER;
            if (room <= 0 || (isWhole && room < left)) {
                send();
            } else {
                int length = Math.min(left, room);
                frame.putInt(length < left ? length | FloorFormat.MORE : length);
                frame.put(message, begun, length);
                begun += length;
            }
        }
    }

    void flush() throws InterruptedException {
        if (frame.position() > FloorFormat.BLOCK_HEADER) {
            send();
        }
    }

    /** Says how many bytes of entries have come back in the order, in all. */
    void onOrdered(long bytes) {
        ordered = bytes;
        Thread thread = waiting;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    private void send() throws InterruptedException {
        int length = frame.position() - FloorFormat.BLOCK_HEADER;
        while (sent + length - ordered > window && sent > ordered) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            waiting = Thread.currentThread();
            if (sent + length - ordered > window) {
                LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
            }
            waiting = null;
        }
        frame.putInt(0, FloorFormat.blockHeader(publisher, length));
        try {
            channel.send(frame.flip(), sequencer);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        sent += length;
        frame.clear().position(FloorFormat.BLOCK_HEADER);
    }
}
