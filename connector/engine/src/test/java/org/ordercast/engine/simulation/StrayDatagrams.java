package org.ordercast.engine.simulation;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.ordercast.engine.frame.FrameHeader;

/** Datagrams that nobody sends now: garbage, old ones of this group or of another, old ones that were tampered with. */
final class StrayDatagrams {

    private static final int MOST_AT_ONCE = 20;
    private static final int LONGEST_GARBAGE = 1_500;

    private final SimulatedNetwork network;
    private final Dice dice;
    private final DatagramDamage damage;

    StrayDatagrams(SimulatedNetwork network, Dice dice) {
        this.network = network;
        this.dice = dice;
        damage = new DatagramDamage(dice.split());
    }

    /** Lets some appear. */
    void inject() {
        int count = dice.between(1, MOST_AT_ONCE);
        for (int i = 0; i < count; i++) {
            if (dice.chance(0.5)) {
                network.injectEverywhere(draw());
            } else {
                network.inject(dice.oneOf(network.endpoints()), draw());
            }
        }
    }

    private byte[] draw() {
        if (network.history().isEmpty() || dice.chance(0.2)) {
            return network.forged(dice.bytes(dice.between(0, LONGEST_GARBAGE)));
        }
        byte[] old = network.history().pick(dice);
        byte[] stray = dice.chance(0.2) ? damage.of(old) : old;
        boolean asSent = Arrays.equals(stray, old) && isSealed(old);
        return asSent ? old : network.forged(stray.clone());
    }

    private static boolean isSealed(byte[] datagram) {
        return datagram.length >= FrameHeader.LENGTH && FrameHeader.looksSealed(ByteBuffer.wrap(datagram));
    }
}
