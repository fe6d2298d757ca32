package org.ordercast.engine.simulation;

import java.util.List;
import java.util.Optional;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.log.Damage;

/** Tells whether a group has got everything done, and if not, what is missing. */
final class Settlement {

    private final SimulatedGroup group;

    Settlement(SimulatedGroup group) {
        this.group = group;
    }

    /** What is missing, or nothing once all live members are in the view, hold everything, and are done publishing. */
    Optional<String> missing() {
        List<SimulatedMember> up = group.up();
        long last = group.checker().order().last();
        for (SimulatedMember member : up) {
            MemberLife life = member.life();
            long position = group.checker().history(life.identity()).position();
            if (life.state() != MemberState.FOLLOWING && life.state() != MemberState.SEQUENCING) {
                return Optional.of(member.id() + " is " + life.state());
            }
            if (position != last && last > 0) {
                return Optional.of(member.id() + " stands at " + position + " of " + last);
            }
            if (life.publications().open() > 0) {
                return Optional.of(member.id() + " has " + life.publications().open() + " publications open of "
                        + life.publications().taken() + " that its protocol took");
            }
            long unordered = unordered(life);
            if (unordered > 0) {
                return Optional.of(member.id() + " published #" + unordered + ", which is not ordered");
            }
        }
        int sequencing = group.upAnd(MemberState.SEQUENCING).size();
        return sequencing == 1 || up.isEmpty() ? damaged(up) : Optional.of(sequencing + " members sequence");
    }

    /** What of the logs is not repaired. */
    private static Optional<String> damaged(List<SimulatedMember> up) {
        for (SimulatedMember member : up) {
            if (member.disk() != null && member.disk().isDamaged()) {
                List<Damage> left = ((PersistentLog) member.life().log()).verify();
                if (!left.isEmpty()) {
                    return Optional.of(member.id() + " has a log in which " + left);
                }
            }
        }
        return Optional.empty();
    }

    private long unordered(MemberLife life) {
        long taken = life.publications().taken();
        MessageName last = MessageName.of(life.identity(), taken);
        return taken == 0 || group.checker().order().placeOf(last) > 0 ? 0 : taken;
    }
}
