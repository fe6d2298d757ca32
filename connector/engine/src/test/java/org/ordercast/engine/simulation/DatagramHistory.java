package org.ordercast.engine.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;

/**
 * The datagrams that were sent of late, and a sample of the older ones, to be replayed. Hellos, which are few, have a place of
 * their own: an old one of a life that is gone is the most that a stranger without a key can say.
 */
final class DatagramHistory {

    private static final int KEPT = 256;
    private static final int OLD = KEPT / 2;

    private static final int HELLOS = 64;
    private static final double HELLO_SHARE = 0.2;

    private final byte[][] kept = new byte[KEPT][];
    private final List<byte[]> hellos = new ArrayList<>();
    private long added;

    /** Keeps a datagram, which must not change any more. */
    void add(byte[] datagram) {
        kept[slot(added)] = datagram;
        added++;
        if (isHello(datagram)) {
            if (hellos.size() == HELLOS) {
                hellos.remove(0);
            }
            hellos.add(datagram);
        }
    }

    /** Whether nothing was sent yet. */
    boolean isEmpty() {
        return added == 0;
    }

    /** A datagram that was sent at some time. */
    byte[] pick(Dice dice) {
        if (!hellos.isEmpty() && dice.chance(HELLO_SHARE)) {
            return dice.oneOf(hellos);
        }
        while (true) {
            byte[] datagram = kept[dice.between(0, KEPT - 1)];
            if (datagram != null) {
                return datagram;
            }
        }
    }

    private static boolean isHello(byte[] datagram) {
        return datagram.length >= FrameHeader.LENGTH
                && !FrameHeader.looksSealed(ByteBuffer.wrap(datagram))
                && FrameHeader.type(ByteBuffer.wrap(datagram)) == FrameType.HELLO;
    }

    /** The lower half fills once, so that the first datagrams of a run stay; the upper half goes round. */
    private static int slot(long index) {
        return (int) (index < OLD ? index : OLD + (index - OLD) % OLD);
    }
}
