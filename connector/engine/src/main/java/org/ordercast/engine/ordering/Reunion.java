package org.ordercast.engine.ordering;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;

/**
 * The members of an epoch's last view have a moment to come back before the next epoch orders the first message. They stand
 * close to its beginning then, and take part at once; had the sequencer begun alone, as fast as it may, they would have to
 * catch up with it first, over a network that may lose much, and until then nobody else would hold what it orders.
 */
final class Reunion {

    /** How long they are waited for, unless a member may not be silent for that long at all. */
    private static final long MAX_WAIT = 1_000_000_000;

    /** The ids of those who are not back. */
    private final Set<String> missing = new HashSet<>();

    private final long until;

    /**
     * Begins to wait.
     *
     * @param last the last view of the epoch before; {@link View#NONE} if there was none
     * @param self the sequencer, who is back
     * @param memberTimeout how long a member may be silent, in nanoseconds
     * @param now the time
     */
    Reunion(View last, MemberIdentity self, long memberTimeout, long now) {
        last.identities().forEach(member -> missing.add(member.id()));
        missing.remove(self.id());
        this.until = now + Math.min(MAX_WAIT, memberTimeout);
    }

    /** Whether nobody is waited for any more, given who is in the view. */
    boolean isOver(List<Participant> members, long now) {
        if (!missing.isEmpty()) {
            for (Participant member : members) {
                if (member.isEstablished()) {
                    missing.remove(member.identity.id());
                }
            }
            if (now >= until) {
                missing.clear();
            }
        }
        return missing.isEmpty();
    }

    /** When it is over at the latest, if it is not yet. */
    long deadline() {
        return missing.isEmpty() ? Long.MAX_VALUE : until;
    }
}
