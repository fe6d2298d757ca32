package org.ordercast.engine.simulation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.ordercast.engine.membership.MemberIdentity;

/** The group's views, which every member must see alike. */
final class Views {

    private final TreeMap<Long, List<MemberIdentity>> views = new TreeMap<>();

    /** Says that a view has these members. */
    void add(String who, long number, List<MemberIdentity> members) {
        List<MemberIdentity> known = views.putIfAbsent(number, List.copyOf(members));
        if (known != null && !known.equals(members)) {
            throw new InvariantViolation(
                    Invariant.ONE_VIEW, who + " has view " + number + " as " + members + ", others as " + known);
        }
    }

    /** The number of the newest view, or 0. */
    long newest() {
        return views.isEmpty() ? 0 : views.lastKey();
    }

    /** The members of the newest view. */
    List<MemberIdentity> newestMembers() {
        return views.isEmpty() ? List.of() : views.lastEntry().getValue();
    }

    /** Whether in some view, from the given one on, a test holds. */
    boolean anySince(long number, Predicate<List<MemberIdentity>> test) {
        Long from = views.floorKey(number);
        Map<Long, List<MemberIdentity>> since = from == null ? views : views.tailMap(from, true);
        return since.values().stream().anyMatch(test);
    }
}
