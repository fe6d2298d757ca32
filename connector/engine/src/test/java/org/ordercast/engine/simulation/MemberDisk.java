package org.ordercast.engine.simulation;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.ordercast.engine.Durability;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.segment.LastRecord;
import org.ordercast.engine.log.segment.LogOwner;
import org.ordercast.engine.log.segment.LogSettings;
import org.ordercast.engine.log.segment.SegmentedLog;
import org.ordercast.engine.log.segment.SimulatedDisk;
import org.ordercast.engine.membership.MemberIdentity;

/** One member's machine, which outlives the member's lives: its disk, with the log on it, and its wall clock. */
final class MemberDisk {

    private static final int SEGMENT_HEADER = 2_048;
    private static final int LONGEST_CHECKPOINT = 4_096;
    private static final long USUAL = Long.MAX_VALUE;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final String group;
    private final String member;
    private final RunPlan plan;
    private final Timeline timeline;
    private final Dice dice;
    private final WallClock wall;
    private int boots = 1;
    private boolean awaitsView;
    private boolean fails;
    private boolean hasFailed;
    private boolean isDamaged;
    private boolean powerFailsToo;
    private long slowUntil;
    private long oldest;

    MemberDisk(SimulatedGroup group, String member, WallClock wall) {
        this.group = group.name();
        this.member = member;
        this.plan = group.plan();
        this.timeline = group.timeline();
        this.dice = group.dice().split();
        this.wall = wall;
    }

    /** Opens the log for a life. */
    SegmentedLog open(MemberIdentity life) throws IOException {
        return open(disk, life.incarnation());
    }

    private SegmentedLog open(SimulatedDisk from, long incarnation) throws IOException {
        return SegmentedLog.open(from, new LogOwner(group, member, incarnation, "boot " + boots), settings(), wall);
    }

    private LogSettings settings() {
        LogSettings settings = LogSettings.DEFAULT
                .withSegments(plan.segmentSize, plan.indexInterval)
                .withBuffer(plan.logCapacity)
                .keeping(plan.keepBytes, plan.keepFor);
        return plan.durability == Durability.DISK ? settings.acknowledgingWhatIsForced() : settings;
    }

    /** What the next life will find, if nothing else happens: found out on a copy. */
    LogState remains() {
        try (SegmentedLog found = open(disk.copy(), 1)) {
            return found.state();
        } catch (IOException e) {
            throw new InvariantViolation(
                    Invariant.COMMITTED_STAYS, "the log that " + member + " left cannot be opened: " + e, e);
        }
    }

    /** How long the disk takes to force what was written. */
    long forceTime() {
        boolean stalls = timeline.now() < slowUntil || dice.chance(plan.stallChance);
        return dice.between(1, stalls ? plan.longestStall : Math.max(1, plan.longestWrite));
    }

    /** Whether its member may have lost something, and is not back in the view since. */
    boolean awaitsView() {
        return awaitsView;
    }

    /** Whether the disk cannot force what is written. */
    boolean fails() {
        return fails;
    }

    /** Whether bits in the log have changed. */
    boolean isDamaged() {
        return isDamaged;
    }

    /** Something has become durable in the log. */
    void durable(LogRecord record) {
        awaitsView &= !(record instanceof LogRecord.ViewChange change
                && change.view().identities().stream()
                        .anyMatch(identity -> identity.id().equals(member)));
    }

    /** The log holds nothing before a sequence. Only a deletion that could not be forced may be undone. */
    void heldFrom(long first) {
        if (first < oldest && !hasFailed) {
            throw new InvariantViolation(
                    Invariant.NEVER_BACK, member + "'s log begins at " + first + " after it began at " + oldest);
        }
        oldest = first;
    }

    /** The log was begun anew, at another place of another order. */
    void beginsAnew() {
        oldest = 0;
    }

    /** The process dies with one of its next changes to the disk, and the machine with it or not. */
    void dieSoon(int changes, boolean power) {
        disk.dieAtChange(changes);
        powerFailsToo = power;
    }

    /** Whether, when the process dies in a change to the disk, that is because the power fails. */
    boolean powerFailsToo() {
        return powerFailsToo;
    }

    /** The process is dead: what it had written is there. */
    void kill() {
        disk.kill();
        powerFailsToo = false;
    }

    /** The power fails, after the process: some of what was not forced is gone. */
    void losePower() {
        disk.crash(dice.generator());
        powerFailsToo = false;
        boots++;
        awaitsView |= plan.durability != Durability.DISK;
    }

    /** The system gives up the pages that it could not force. */
    void dropPages() {
        disk.dropPages(dice.generator());
        awaitsView |= plan.durability != Durability.DISK;
    }

    /** Only so much more can be written. */
    void fill(int more) {
        disk.limitTo(disk.used() + more);
    }

    /** There is space, nothing fails, and nothing is slow. */
    void mend() {
        disk.limitTo(USUAL);
        disk.failToForce(false);
        fails = false;
        slowUntil = 0;
    }

    /** Forcing fails until the disk is mended. */
    void failToForce() {
        disk.failToForce(true);
        fails = true;
        hasFailed = true;
    }

    /** Forcing takes its time for a while. */
    void slowDown(long duration) {
        slowUntil = timeline.now() + duration;
    }

    /**
     * Flips a bit of a segment where a whole record follows: nobody could tell a damaged end from one that was torn.
     *
     * @return where, or nothing if no segment is long enough
     */
    String flip() {
        List<String> segments = disk.list().stream()
                .filter(name -> name.endsWith(".segment") && flippable(name) > firstFlippable(name))
                .toList();
        if (segments.isEmpty()) {
            return "";
        }
        String name = dice.chance(0.5) ? Collections.max(segments) : dice.oneOf(segments);
        long bit = dice.between(firstFlippable(name) * 8L, flippable(name) * 8 - 1);
        disk.flip(name, bit);
        isDamaged = true;
        return "bit " + bit + " of " + name;
    }

    /** How much of a segment lies before the log's last record. */
    private long flippable(String segment) {
        try {
            return isNewest(segment) ? LastRecord.offset(disk, segment) : disk.bytes(segment).length;
        } catch (IOException e) {
            throw new IllegalStateException("a disk in memory can be read", e);
        }
    }

    /** Where the log begins, nothing says anew what the first checkpoint said. */
    private int firstFlippable(String segment) {
        boolean mayBeLost =
                !plan.scenario.mustGetDone() || others(segment).anyMatch(other -> other.compareTo(segment) < 0);
        return mayBeLost ? SEGMENT_HEADER : SEGMENT_HEADER + LONGEST_CHECKPOINT;
    }

    private boolean isNewest(String segment) {
        return others(segment).noneMatch(other -> other.compareTo(segment) > 0);
    }

    private Stream<String> others(String segment) {
        return disk.list().stream().filter(name -> name.endsWith(".segment") && !name.equals(segment));
    }
}
