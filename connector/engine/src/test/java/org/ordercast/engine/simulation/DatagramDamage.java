package org.ordercast.engine.simulation;

import java.util.Arrays;

/** What a bad wire or a stranger makes of a datagram. */
final class DatagramDamage {

    private static final int MOST_BYTES_FLIPPED = 4;
    private static final int MOST_BYTES_ADDED = 64;

    private final Dice dice;

    DatagramDamage(Dice dice) {
        this.dice = dice;
    }

    /** A damaged copy: some bytes flipped, cut short, or with something after its end. */
    byte[] of(byte[] datagram) {
        return switch (dice.between(0, 5)) {
            case 0 -> Arrays.copyOf(datagram, dice.between(0, Math.max(0, datagram.length - 1)));
            case 1 -> extended(datagram);
            default -> flipped(datagram);
        };
    }

    private byte[] extended(byte[] datagram) {
        byte[] more = dice.bytes(dice.between(1, MOST_BYTES_ADDED));
        byte[] longer = Arrays.copyOf(datagram, datagram.length + more.length);
        System.arraycopy(more, 0, longer, datagram.length, more.length);
        return longer;
    }

    private byte[] flipped(byte[] datagram) {
        byte[] flipped = datagram.clone();
        if (flipped.length > 0) {
            int flips = dice.between(1, MOST_BYTES_FLIPPED);
            for (int i = 0; i < flips; i++) {
                flipped[dice.between(0, flipped.length - 1)] ^= (byte) dice.between(1, 255);
            }
        }
        return flipped;
    }
}
