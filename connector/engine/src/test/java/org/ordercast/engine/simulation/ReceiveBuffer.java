package org.ordercast.engine.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What arrived at a socket and was not read yet: bounded, what does not fit is dropped. Lends each datagram in one buffer
 * that is overwritten afterwards, as the buffer of a real socket is, so that nobody gets away with keeping it.
 */
final class ReceiveBuffer {

    private static final int OVERHEAD = 64;
    private static final int LENT_CAPACITY = 4096;
    private static final byte OVERWRITTEN = 0x5a;

    private final int capacity;
    private final Dice dice;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private final byte[] lent = new byte[LENT_CAPACITY];
    private int bytes;

    ReceiveBuffer(int capacity, Dice dice) {
        this.capacity = capacity;
        this.dice = dice;
    }

    /** Takes a datagram. Returns false if it had to be dropped. */
    boolean offer(byte[] datagram) {
        if (bytes + datagram.length + OVERHEAD > capacity) {
            return false;
        }
        bytes += datagram.length + OVERHEAD;
        waiting.addLast(datagram);
        return true;
    }

    /** Whether nothing waits to be read. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The oldest datagram, as it arrived. */
    byte[] peek() {
        return waiting.peekFirst();
    }

    /** Lends the oldest datagram to a reader, for the time of the call, anywhere in the buffer. */
    void read(Consumer<ByteBuffer> reader) {
        byte[] datagram = waiting.removeFirst();
        bytes -= datagram.length + OVERHEAD;
        int offset = dice.between(0, LENT_CAPACITY - datagram.length);
        System.arraycopy(datagram, 0, lent, offset, datagram.length);
        reader.accept(ByteBuffer.wrap(lent, offset, datagram.length));
        Arrays.fill(lent, offset, offset + datagram.length, OVERWRITTEN);
    }
}
