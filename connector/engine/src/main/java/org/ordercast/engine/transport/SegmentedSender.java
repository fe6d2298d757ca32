package org.ordercast.engine.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.protocol.Counters;

/**
 * Gathers datagrams of one length to one place, and sends them with one system call, which cuts them again (UDP
 * segmentation offload). What is gathered goes out when it is full, when a datagram comes that does not fit to it, or
 * with {@link #flush}; so the order of all datagrams is kept.
 *
 * <p>A device or a route may refuse to cut. Then the datagrams go one by one, and if that works, so they do from then on.
 */
final class SegmentedSender {

    /** What Linux cuts at once. */
    private static final int MOST_SEGMENTS = 64;

    /** What it takes at once, cut or not. */
    private static final int MOST_BYTES = 65_507;

    private final SegmentingSocket socket;
    private final PacedSender sender;
    private final Consumer<String> warnings;
    private final ByteBuffer gathered;
    private boolean segmenting = true;

    /** What the socket cuts by; 0 if it does not. */
    private int cutSize;

    // What is gathered: nothing without a destination.
    private @Nullable InetSocketAddress destination;
    private int count;
    private int size;

    /**
     * Begins with nothing gathered.
     *
     * @param gathered where datagrams are gathered: off the heap, as the socket needs it, and for any datagram
     */
    SegmentedSender(SegmentingSocket socket, ByteBuffer gathered, Counters counters, Consumer<String> warnings) {
        this.socket = socket;
        this.gathered = gathered;
        this.sender = new PacedSender(socket, counters, warnings);
        this.warnings = warnings;
    }

    /** Takes a datagram, whose buffer is left as it was. */
    void send(@Nullable InetSocketAddress to, ByteBuffer datagram) {
        int length = datagram.remaining();
        if (length > size || !Objects.equals(to, destination)) {
            flush();
        }
        if (to == null || !segmenting || length > MOST_BYTES / 2) {
            sendAlone(to, datagram);
            return;
        }
        gather(to, datagram);
        // One that is shorter than those before it must be the last.
        if (length < size || count == MOST_SEGMENTS || gathered.position() + size > MOST_BYTES) {
            flush();
        }
    }

    /** Sends what is gathered. */
    void flush() {
        InetSocketAddress to = destination;
        if (to == null) {
            return;
        }
        gathered.flip();
        try {
            cut(count, size);
            sender.offer(to, gathered, count);
        } catch (IOException e) {
            sendOneByOne(to, e);
        } finally {
            gathered.clear();
            destination = null;
            count = 0;
            size = 0;
        }
    }

    private void gather(InetSocketAddress to, ByteBuffer datagram) {
        if (destination == null) {
            destination = to;
            size = datagram.remaining();
        }
        copy(datagram);
        count++;
    }

    private void copy(ByteBuffer datagram) {
        int position = datagram.position();
        gathered.put(datagram);
        datagram.position(position);
    }

    /** Sends a datagram at once, from where it lies if the socket can. Nothing is gathered. */
    private void sendAlone(@Nullable InetSocketAddress to, ByteBuffer datagram) {
        try {
            cut(1, datagram.remaining());
        } catch (IOException e) {
            sender.refused(to, datagram.remaining(), e);
            return;
        }
        if (datagram.isDirect()) {
            sender.send(to, datagram);
        } else {
            copy(datagram);
            sender.send(to, gathered.flip());
            gathered.clear();
        }
    }

    /** Has datagrams of a length cut from each other, and a single one left whole; asks the system only if it must. */
    private void cut(int datagrams, int length) throws IOException {
        int wanted = datagrams > 1 ? length : 0;
        boolean already = wanted == cutSize || (datagrams == 1 && length <= cutSize);
        if (!already) {
            socket.segmentBy(wanted);
            cutSize = wanted;
        }
    }

    /** After a refusal, of which cutting was the reason if each datagram by itself is taken. */
    private void sendOneByOne(InetSocketAddress to, IOException refusal) {
        int end = gathered.limit();
        boolean taken = false;
        for (int start = 0; start < end; start += size) {
            gathered.limit(Math.min(start + size, end)).position(start);
            try {
                stopCutting();
                taken |= sender.send(to, gathered);
            } catch (IOException e) {
                sender.refused(to, gathered.remaining(), e);
            }
        }
        if (taken && count > 1) {
            segmenting = false;
            warnings.accept("nativeTransport: the system refused to cut " + count + " datagrams of " + size
                    + " bytes (" + refusal.getMessage() + "); from now on each is sent by itself, which is slower. A"
                    + " maxDatagramSize that fits the network, or a device with checksum offload, may help");
        }
    }

    private void stopCutting() throws IOException {
        if (cutSize != 0) {
            socket.segmentBy(0);
            cutSize = 0;
        }
    }
}
