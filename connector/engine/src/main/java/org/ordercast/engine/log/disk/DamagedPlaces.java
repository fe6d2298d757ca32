package org.ordercast.engine.log.disk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.LogAlarm;
import org.ordercast.engine.log.Damage;

/**
 * What of a log was found damaged, by whichever reader, and is not repaired yet. Each place is reported once. Whoever
 * looks after the log takes the segments that are suspected from here. Safe for use by several threads.
 */
public final class DamagedPlaces {

    /** No log has so many; a disk that is lost as a whole need not be listed place by place. */
    private static final int MOST = 1000;

    private record Place(String segment, long offset) {}

    private final Alarms alarms;
    private final Consumer<String> warnings;
    private final Runnable mended;
    private final Map<Place, Damage> open = new TreeMap<>(DamagedPlaces::compare); // guarded by this, as all below
    private final Set<String> suspects = new LinkedHashSet<>();
    private boolean woken;
    private long found;
    private long repaired;

    /** Somebody is told that what was damaged may be whole now, on the thread that settles it. */
    DamagedPlaces(Alarms alarms, Consumer<String> warnings, Runnable mended) {
        this.alarms = alarms;
        this.warnings = warnings;
        this.mended = mended;
    }

    private static int compare(Place one, Place other) {
        int order = one.segment.compareTo(other.segment);
        return order != 0 ? order : Long.compare(one.offset, other.offset);
    }

    /**
     * Takes note of damage that a reader came to.
     *
     * @param damage the damage
     */
    public synchronized void found(Damage damage) {
        Place place = new Place(damage.segment(), damage.offset());
        if (open.containsKey(place) || open.size() == MOST) {
            return;
        }
        open.put(place, damage);
        found++;
        warnings.accept("the log is damaged: " + damage + "; it is repaired from another member that holds it");
        showAlarm();
        suspects.add(damage.segment());
        notifyAll();
    }

    /**
     * Takes the next segment in which there may be damage.
     *
     * @return the segment's file, or null if there is none
     */
    public synchronized @Nullable String takeSuspect() {
        String first = suspects.isEmpty() ? null : suspects.iterator().next();
        suspects.remove(first);
        return first;
    }

    /**
     * Waits until there may be damage in a segment, or somebody wakes the caller.
     *
     * @param nanos how long to wait at most
     * @throws InterruptedException if the calling thread was interrupted
     */
    public synchronized void awaitSuspect(long nanos) throws InterruptedException {
        if (suspects.isEmpty()) {
            await(nanos);
        }
    }

    /**
     * Waits, unless somebody wakes the caller: for who is busy with one segment, and has time for no other.
     *
     * @param nanos how long to wait
     * @throws InterruptedException if the calling thread was interrupted
     */
    public synchronized void await(long nanos) throws InterruptedException {
        if (!woken && nanos > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        }
        woken = false;
    }

    /** Has every segment that is known to be damaged looked at again. */
    public synchronized void suspectAgain() {
        open.keySet().forEach(place -> suspects.add(place.segment));
        notifyAll();
    }

    /** Whether nothing is damaged any more in the segments of some places that were. */
    synchronized boolean areRepaired(List<Damage> some) {
        return some.stream()
                .noneMatch(damage -> open.keySet().stream().anyMatch(place -> place.segment.equals(damage.segment())));
    }

    /** Wakes whoever waits here. */
    public synchronized void wake() {
        woken = true;
        notifyAll();
    }

    /**
     * Says what is damaged in a segment now; what was known and is not there any more is repaired, or has gone with it.
     *
     * @param segment the segment's file
     * @param damage all that is damaged in it
     * @param repairs how many places of it were repaired just before
     */
    public synchronized void settle(String segment, List<Damage> damage, int repairs) {
        repaired += repairs;
        open.keySet().removeIf(place -> place.segment.equals(segment));
        damage.forEach(each -> open.put(new Place(segment, each.offset()), each));
        showAlarm();
        mended.run();
    }

    synchronized List<Damage> open() {
        return new ArrayList<>(open.values());
    }

    synchronized long found() {
        return found;
    }

    synchronized long repaired() {
        return repaired;
    }

    private void showAlarm() {
        if (open.isEmpty()) {
            alarms.clear(LogAlarm.Kind.DAMAGED);
            return;
        }
        Deque<String> places = new ArrayDeque<>();
        open.values().forEach(damage -> places.add(damage.toString()));
        alarms.raise(
                LogAlarm.Kind.DAMAGED,
                places.size() + " places of the log are damaged and wait to be repaired from a member that holds them,"
                        + " which must be running; the first: " + places.getFirst(),
                -1,
                0);
    }
}
