package org.ordercast.engine.simulation;

/** The datagrams that were sent of late, and a sample of the older ones, to be replayed. */
final class DatagramHistory {

    private static final int KEPT = 256;
    private static final int OLD = KEPT / 2;

    private final byte[][] kept = new byte[KEPT][];
    private long added;

    /** Keeps a datagram, which must not change any more. */
    void add(byte[] datagram) {
        kept[slot(added)] = datagram;
        added++;
    }

    /** Whether nothing was sent yet. */
    boolean isEmpty() {
        return added == 0;
    }

    /** A datagram that was sent at some time. */
    byte[] pick(Dice dice) {
        while (true) {
            byte[] datagram = kept[dice.between(0, KEPT - 1)];
            if (datagram != null) {
                return datagram;
            }
        }
    }

    /** The lower half fills once, so that the first datagrams of a run stay; the upper half goes round. */
    private static int slot(long index) {
        return (int) (index < OLD ? index : OLD + (index - OLD) % OLD);
    }
}
