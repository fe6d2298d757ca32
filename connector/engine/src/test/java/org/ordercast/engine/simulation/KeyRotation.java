package org.ordercast.engine.simulation;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.ordercast.engine.keys.KeyText;
import org.ordercast.engine.security.KeyRing;

/**
 * The operator who changes a group's keys while it works, as the procedure says: the new key behind the old one at every
 * member, then before it, then alone. Each step reaches each member at a time of its own, and ends before the next begins.
 */
final class KeyRotation {

    /** The key that every member starts with, as the setting has it. */
    static final String FIRST = "1:" + "A".repeat(42) + "E=";

    private static final String SECOND = "2:" + "B".repeat(42) + "A=";
    private static final List<KeyRing> STEPS = Stream.of(FIRST, FIRST + "," + SECOND, SECOND + "," + FIRST, SECOND)
            .map(keys -> KeyText.parse("groupKey", keys))
            .toList();
    private static final long SHORTEST_STEP = TimeUnit.MILLISECONDS.toNanos(50);

    private final SimulatedGroup group;
    private int step;

    KeyRotation(SimulatedGroup group) {
        this.group = group;
    }

    /** The keys that a member which starts now is given. */
    KeyRing newest() {
        return STEPS.get(step);
    }

    /** Rotates once in the time that faults strike. */
    void begin(Dice dice) {
        long longest = group.plan().faultsUntil / (STEPS.size() + 1);
        group.timeline().after(dice.between(0, longest), () -> next(dice, longest));
    }

    private void next(Dice dice, long longest) {
        step++;
        KeyRing keys = newest();
        long time = dice.between(SHORTEST_STEP, longest);
        for (MemberLife life : group.up().stream().map(SimulatedMember::life).toList()) {
            group.timeline().after(dice.between(0, time), () -> life.useKeys(keys));
        }
        if (step < STEPS.size() - 1) {
            group.timeline().after(time + 1, () -> next(dice, longest));
        }
    }
}
