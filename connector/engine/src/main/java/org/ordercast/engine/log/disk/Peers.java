package org.ordercast.engine.log.disk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;

/**
 * Members that may hold what is damaged here: those of the newest view, and those that were met since, each in its present
 * life as far as it was met. Safe for use by several threads.
 */
final class Peers {

    private final Map<String, MemberIdentity> known = new LinkedHashMap<>(); // guarded by this

    Peers(View view) {
        onView(view);
    }

    synchronized void onView(View view) {
        known.clear();
        view.identities().forEach(member -> known.put(member.id(), member));
    }

    /** Takes note of a member's present life; returns whether that is news. */
    synchronized boolean meet(MemberIdentity member) {
        boolean room = known.size() < View.MAX_MEMBERS || known.containsKey(member.id());
        return room && !member.equals(known.put(member.id(), member));
    }

    synchronized List<MemberIdentity> identities() {
        return List.copyOf(known.values());
    }
}
