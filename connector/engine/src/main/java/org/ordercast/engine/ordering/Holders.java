package org.ordercast.engine.ordering;

import java.util.Arrays;
import java.util.List;

/**
 * How far the members of a view hold the order. A message is required of the members that joined before it, and of the
 * sequencer: one that joined later may never hold it, and has no say in it.
 */
final class Holders {

    private Holders() {}

    /** The sequence up to which a majority of those of whom it is required hold each message, beginning from a position. */
    static long majority(List<Participant> members, long from) {
        return advance(members, from, false);
    }

    /** The sequence up to which all of those of whom it is required hold each message, beginning from a position. */
    static long all(List<Participant> members, long from) {
        return advance(members, from, true);
    }

    private static long advance(List<Participant> members, long from, boolean all) {
        long[] held = new long[members.size()];
        long position = from;
        while (true) {
            // Up to the next newcomer's beginning, the same members count.
            long newcomer = Long.MAX_VALUE;
            int counting = 0;
            for (Participant member : members) {
                if (member.sequenceBefore <= position) {
                    held[counting++] = member.acknowledgedSequence;
                } else {
                    newcomer = Math.min(newcomer, member.sequenceBefore);
                }
            }
            Arrays.sort(held, 0, counting);
            long reached = Math.min(newcomer, held[all ? 0 : (counting - 1) / 2]);
            if (reached < newcomer) {
                return Math.max(position, reached);
            }
            position = reached;
        }
    }
}
