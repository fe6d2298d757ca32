package org.ordercast.benchmarks.systems.floor;

import java.nio.ByteBuffer;
import org.ordercast.benchmarks.systems.Frames;

/**
 * What the floor's datagrams look like. A publish frame is a block: the publisher's number and the length of its entries, then
 * the entries. An order frame is its number, then blocks as they came. An entry is its length, with the top bit set where the
 * message goes on in the next one, and its bytes. A credit is a member's number and how many order frames it has had.
 */
final class FloorFormat {

    /** What begins a block: the publisher in the top byte, the length of the entries below. */
    static final int BLOCK_HEADER = Integer.BYTES;

    /** What begins an order frame. */
    static final int ORDER_HEADER = Long.BYTES;

    /** What begins an entry. */
    static final int ENTRY_HEADER = Integer.BYTES;

    /** The bit of an entry's length that says that the message goes on. */
    static final int MORE = 1 << 31;

    /** The length of a credit. */
    static final int CREDIT_LENGTH = Integer.BYTES + Long.BYTES;

    /** What the sockets ask for; what the system grants may be less. */
    static final int SOCKET_BUFFER = 4 << 20;

    /** How many bytes may be on their way to the slowest receiver: a part of what its socket buffer holds. */
    static final int ORDER_WINDOW = 1 << 20;

    /** How many bytes all publishers together may have on their way to the sequencer. */
    static final int PUBLISH_WINDOW = 1 << 20;

    private static final int ETHERNET_FRAME = 1_400;
    private static final int LOOPBACK_FRAME = 65_000;
    private static final int LENGTH_BITS = 24;

    private FloorFormat() {}

    static int frameLength(Frames frames) {
        return frames == Frames.ETHERNET ? ETHERNET_FRAME : LOOPBACK_FRAME;
    }

    static int blockHeader(int publisher, int length) {
        return (publisher << LENGTH_BITS) | length;
    }

    static int publisher(int blockHeader) {
        return blockHeader >>> LENGTH_BITS;
    }

    static int length(int blockHeader) {
        return blockHeader & ((1 << LENGTH_BITS) - 1);
    }

    static ByteBuffer credit(int member, long frames) {
        return ByteBuffer.allocateDirect(CREDIT_LENGTH)
                .putInt(member)
                .putLong(frames)
                .flip();
    }
}
