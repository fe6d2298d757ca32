package org.ordercast.benchmarks.systems.floor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import org.ordercast.benchmarks.messages.MessageReceiver;
import org.ordercast.benchmarks.systems.Place;

/**
 * Takes order frames from the group, hands on their messages, and gives the sequencer credit for more. Runs on a thread of its
 * own, and ends with an exception when a frame is missing.
 */
final class FloorReceiver implements Runnable {

    private static final int MAX_DATAGRAM = 65_535;

    private final DatagramChannel groupChannel;
    private final DatagramChannel channel;
    private final InetSocketAddress creditAddress;
    private final FloorPublisher publisher;
    private final MessageReceiver receiver;
    private final int index;
    private final long framesForCredit;
    private final ByteBuffer[] unfinished;
    private final ByteBuffer frame = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    private long lastFrame;
    private long credited;
    private long ownBytes;
    private volatile boolean complete;

    FloorReceiver(
            DatagramChannel groupChannel,
            DatagramChannel channel,
            FloorPublisher publisher,
            Place place,
            MessageReceiver receiver) {
        this.groupChannel = groupChannel;
        this.channel = channel;
        this.publisher = publisher;
        this.receiver = receiver;
        creditAddress = FloorSockets.creditAddress(place);
        index = place.index();
        framesForCredit = Math.max(1, FloorFormat.ORDER_WINDOW / FloorFormat.frameLength(place.frames()) / 8);
        unfinished = new ByteBuffer[place.members()];
        for (int i = 0; i < unfinished.length; i++) {
            unfinished[i] = ByteBuffer.allocate(place.payload());
        }
    }

    /** Whether the sequencer has heard all members; tells it of this one. */
    boolean isComplete() {
        if (!complete) {
            try {
                channel.send(FloorFormat.credit(index, 0), creditAddress);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        return complete;
    }

    @Override
    public void run() {
        try {
            while (true) {
                groupChannel.receive(frame.clear());
                long number = frame.flip().getLong();
                if (number == 0) {
                    complete = true;
                } else {
                    onFrame(number);
                }
            }
        } catch (ClosedChannelException closed) {
            // The run is over.
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void onFrame(long number) throws IOException {
        if (number != lastFrame + 1) {
            throw new IllegalStateException(
                    "order frame " + number + " came after " + lastFrame + ": a datagram was lost");
        }
        lastFrame = number;
        long ownBefore = ownBytes;
        int end = frame.limit();
        while (frame.position() < end) {
            int header = frame.getInt();
            int source = FloorFormat.publisher(header);
            int length = FloorFormat.length(header);
            onBlock(source, frame.position() + length);
            if (source == index) {
                ownBytes += length;
            }
        }
        if (ownBytes != ownBefore) {
            publisher.onOrdered(ownBytes);
        }
        if (lastFrame - credited >= framesForCredit) {
            credited = lastFrame;
            channel.send(FloorFormat.credit(index, lastFrame), creditAddress);
        }
    }

    private void onBlock(int source, int blockEnd) {
        int frameEnd = frame.limit();
        while (frame.position() < blockEnd) {
            int entry = frame.getInt();
            int entryEnd = frame.position() + (entry & ~FloorFormat.MORE);
            ByteBuffer begun = unfinished[source];
            frame.limit(entryEnd);
            if (entry < 0) {
                begun.put(frame);
            } else if (begun.position() == 0) {
                receiver.onMessage(frame);
            } else {
                receiver.onMessage(begun.put(frame).flip());
                begun.clear();
            }
            frame.limit(frameEnd).position(entryEnd);
        }
    }
}
