package org.ordercast.engine.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.ordercast.engine.membership.MemberIdentity;

/** The group's views, which every member must see alike, and since when each of their members has been in them. */
final class Views {

    private final TreeMap<Long, View> views = new TreeMap<>();

    /** Says that a view with these members took effect after a sequence. */
    void add(String who, long number, List<MemberIdentity> members, long sequence) {
        View known = views.get(number);
        if (known == null) {
            views.put(number, new View(List.copyOf(members), since(number, members, sequence)));
        } else if (!known.members.equals(members)) {
            throw new InvariantViolation(
                    Invariant.ONE_VIEW,
                    who + " has view " + number + " as " + members + ", others as " + known.members);
        }
    }

    /** The number of the newest view, or 0. */
    long newest() {
        return views.isEmpty() ? 0 : views.lastKey();
    }

    /** The members of the newest view. */
    View newestView() {
        return views.isEmpty()
                ? new View(List.of(), Map.of())
                : views.lastEntry().getValue();
    }

    /** Whether for some view, from the given one on, a test holds. */
    boolean anySince(long number, Predicate<View> test) {
        Long from = views.floorKey(number);
        Map<Long, View> since = from == null ? views : views.tailMap(from, true);
        return since.values().stream().anyMatch(test);
    }

    private Map<MemberIdentity, Long> since(long number, List<MemberIdentity> members, long sequence) {
        View before = views.get(number - 1);
        Map<MemberIdentity, Long> since = new HashMap<>();
        for (MemberIdentity member : members) {
            // A member that begins an epoch, alone in its view, has in its log all that was before.
            long newcomers = before == null || members.size() > 1 ? sequence : 0;
            since.put(member, before == null ? newcomers : before.since.getOrDefault(member, newcomers));
        }
        return since;
    }

    /**
     * A view.
     *
     * @param members its members
     * @param since for each of them, the last sequence before it came into this view or the ones before it
     */
    record View(List<MemberIdentity> members, Map<MemberIdentity, Long> since) {

        /** The members that must hold a sequence: it came after they did. */
        List<MemberIdentity> inNeedOf(long sequence) {
            return members.stream()
                    .filter(member -> since.get(member) < sequence)
                    .toList();
        }
    }
}
