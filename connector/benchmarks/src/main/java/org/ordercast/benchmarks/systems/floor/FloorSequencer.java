package org.ordercast.benchmarks.systems.floor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import org.ordercast.benchmarks.systems.Place;

/**
 * Puts the publishers' blocks into frames and sends them to the group: as many as wait, as long as a frame has room. Reads no
 * publisher while the slowest receiver has no credit left. Runs on a thread of its own.
 */
final class FloorSequencer implements Runnable, AutoCloseable {

    private static final long UNHEARD = -1;

    private final DatagramChannel publishers;
    private final DatagramChannel credits;
    private final Selector anything;
    private final Selector credit;
    private final InetSocketAddress group;
    private final long[] received;
    private final long window;
    private final ByteBuffer frame;
    private final ByteBuffer block;
    private final ByteBuffer creditFrame = ByteBuffer.allocateDirect(FloorFormat.CREDIT_LENGTH);
    private long lastFrame;

    FloorSequencer(Place place) throws IOException {
        int frameLength = FloorFormat.frameLength(place.frames());
        publishers = FloorSockets.unicast(place.ports().get(1));
        credits = FloorSockets.unicast(place.ports().get(2));
        publishers.configureBlocking(false);
        credits.configureBlocking(false);
        anything = Selector.open();
        credit = Selector.open();
        publishers.register(anything, SelectionKey.OP_READ);
        credits.register(anything, SelectionKey.OP_READ);
        credits.register(credit, SelectionKey.OP_READ);
        group = FloorSockets.groupAddress(place);
        received = new long[place.members()];
        Arrays.fill(received, UNHEARD);
        window = FloorFormat.ORDER_WINDOW / frameLength;
        frame = ByteBuffer.allocateDirect(frameLength);
        block = ByteBuffer.allocateDirect(frameLength);
        startFrame();
    }

    @Override
    public void run() {
        try {
            while (true) {
                readCredits();
                if (!hasCredit()) {
                    waitOn(credit);
                } else if (!readBlock()) {
                    if (frame.position() > FloorFormat.ORDER_HEADER) {
                        sendFrame();
                    } else {
                        waitOn(anything);
                    }
                }
            }
        } catch (ClosedChannelException | ClosedSelectorException closed) {
            // The run is over.
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void waitOn(Selector selector) throws IOException {
        selector.select();
        selector.selectedKeys().clear();
    }

    private boolean hasCredit() {
        long slowest = Arrays.stream(received).min().orElse(UNHEARD);
        return slowest == UNHEARD || lastFrame - slowest < window;
    }

    private void readCredits() throws IOException {
        while (credits.receive(creditFrame.clear()) != null) {
            creditFrame.flip();
            int member = creditFrame.getInt();
            boolean isGreeting = received[member] == UNHEARD || lastFrame == 0;
            received[member] = Math.max(received[member], creditFrame.getLong());
            if (isGreeting && Arrays.stream(received).noneMatch(frames -> frames == UNHEARD)) {
                publishers.send(ByteBuffer.allocate(FloorFormat.ORDER_HEADER), group);
            }
        }
    }

    private boolean readBlock() throws IOException {
        if (publishers.receive(block.clear()) == null) {
            return false;
        }
        block.flip();
        if (frame.remaining() < block.remaining()) {
            sendFrame();
        }
        frame.put(block);
        return true;
    }

    private void sendFrame() throws IOException {
        lastFrame++;
        frame.putLong(0, lastFrame);
        publishers.send(frame.flip(), group);
        startFrame();
    }

    private void startFrame() {
        frame.clear().position(FloorFormat.ORDER_HEADER);
    }

    @Override
    public void close() throws IOException {
        anything.close();
        credit.close();
        publishers.close();
        credits.close();
    }
}
