package org.ordercast.engine.simulation;

import java.nio.ByteBuffer;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;

/** Datagrams that nobody sends now: garbage, old ones of this group or of another, old ones that were tampered with. */
final class StrayDatagrams {

    private static final int MOST_AT_ONCE = 20;
    private static final int LONGEST_GARBAGE = 1_500;

    private final SimulatedNetwork network;
    private final Dice dice;
    private final DatagramDamage damage;
    private final boolean withHellos;

    /** Strays that may be old hellos, or not. */
    StrayDatagrams(SimulatedNetwork network, Dice dice, boolean withHellos) {
        this.withHellos = withHellos;
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
            return dice.bytes(dice.between(0, LONGEST_GARBAGE));
        }
        byte[] old = network.history().pick(dice);
        if (!withHellos && isHello(old)) {
            return dice.bytes(dice.between(0, LONGEST_GARBAGE));
        }
        return dice.chance(0.2) ? damage.of(old) : old;
    }

    private static boolean isHello(byte[] datagram) {
        return datagram.length >= FrameHeader.LENGTH && FrameHeader.type(ByteBuffer.wrap(datagram)) == FrameType.HELLO;
    }
}
