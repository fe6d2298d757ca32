package org.ordercast.engine.simulation;

import java.util.List;
import org.ordercast.engine.Acknowledgement;

/** The publishers of one member: bursts of messages of all sizes, at all levels, as long as there is room. */
final class Workload {

    private static final int FRAME_OVERHEAD = 80;
    private static final List<Acknowledgement> LEVELS = List.of(Acknowledgement.values());

    private final SimulatedGroup group;
    private final SimulatedMember member;
    private final Dice dice;
    private final long until;

    Workload(SimulatedGroup group, SimulatedMember member, Dice dice, long until) {
        this.group = group;
        this.member = member;
        this.dice = dice;
        this.until = until;
    }

    /** Publishes from now on. */
    void begin() {
        long next = group.timeline().now() + dice.waitingTime(group.plan().burstInterval);
        if (next < until) {
            group.timeline().at(next, () -> {
                publishBurst();
                begin();
            });
        }
    }

    private void publishBurst() {
        int messages = dice.between(1, group.plan().longestBurst);
        boolean room = member.isUp();
        for (int i = 0; i < messages && room; i++) {
            room = member.life().publish(dice.bytes(size()), level());
        }
    }

    /** Mostly small, and as often as it matters at the edge of a frame or many frames long. */
    private int size() {
        int frame = group.plan().maxDatagramSize;
        int most = group.plan().maxMessageSize;
        int drawn = switch (dice.between(0, 9)) {
            case 0 -> 0;
            case 1, 2, 3, 4, 5 -> dice.between(1, 200);
            case 6, 7 -> dice.between(frame - FRAME_OVERHEAD, frame);
            case 8 -> dice.between(frame, 4 * frame);
            default -> dice.chance(0.2) ? most : dice.between(0, most);
        };
        return Math.min(drawn, most);
    }

    private Acknowledgement level() {
        return dice.oneOf(LEVELS);
    }
}
