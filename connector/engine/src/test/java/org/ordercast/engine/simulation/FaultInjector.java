package org.ordercast.engine.simulation;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ordercast.engine.MemberState;

/**
 * Strikes a group with faults, as its plan says, until it is told to stop.
 *
 * <p>A member without a past that hears nobody for the discovery time takes the sequencer's role, if the operator gave it
 * to no other: nobody can tell such a member from the first of a new group. Where that may happen, what keeps members
 * from hearing each other waits until no member is about to join, and members wait with joining while it lasts.
 */
final class FaultInjector {

    private static final int MOST_CHANGES_TO_DEATH = 60;
    private static final int MOST_LEFT_ON_A_FULL_DISK = 16 * 1024;

    private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private final SimulatedGroup group;
    private final Dice dice;
    private final RunPlan plan;
    private final Timeline timeline;
    private final SimulatedNetwork network;
    private final StrayDatagrams strays;
    private final List<Fault> faults;
    private final List<Fault> diskFaults;
    private int separations;
    private SimulatedMember rotten;
    private boolean formed;
    private boolean stopped;
    private boolean sequencerDied;

    FaultInjector(SimulatedGroup group, Dice dice) {
        this.group = group;
        this.dice = dice;
        plan = group.plan();
        timeline = group.timeline();
        network = group.network();
        strays = new StrayDatagrams(network, dice.split());
        faults = List.copyOf(plan.faults);
        diskFaults = plan.scenario.hasDisks()
                ? faults.stream().filter(Fault::hurtsDisk).toList()
                : List.of();
        group.onDown(this::startLater);
    }

    /** Lets members start when their time has come, and faults strike. */
    void begin() {
        network.setQuality(plan.quality);
        for (int i = 0; i < plan.members; i++) {
            SimulatedMember member = group.members().get(i);
            timeline.at(plan.firstStart(i, dice), () -> startWhenAllowed(member));
        }
        if (plan.scenario.sequencerDies()) {
            timeline.at(dice.between(plan.faultsUntil / 4, plan.faultsUntil / 2), this::killSequencer);
        }
        if (!faults.isEmpty()) {
            planNext();
        }
    }

    /** Mends all that is broken, for good. The dead stay dead, unless their disks bring them back. */
    void stop() {
        tell("all faults stop");
        stopped = true;
        network.mendAll();
        if (plan.scenario.hasDisks()) {
            group.members().forEach(member -> member.disk().mend());
        }
        group.up().forEach(member -> member.life().goOn());
        if (plan.scenario.hasDisks()) {
            group.members().forEach(member -> timeline.after(duration(), () -> startWhenAllowed(member)));
        }
    }

    private void planNext() {
        timeline.after(dice.waitingTime(plan.faultInterval), () -> {
            if (plan.sparesBeginning && !stopped && timeline.now() < plan.faultsUntil && !hasFormed()) {
                planNext();
            } else if (!stopped && timeline.now() < plan.faultsUntil) {
                boolean rots = faults.contains(Fault.FLIPPED_BIT) && dice.chance(0.2);
                boolean atDisk = !diskFaults.isEmpty() && dice.chance(0.5);
                strike(rots ? Fault.FLIPPED_BIT : dice.oneOf(atDisk ? diskFaults : faults));
                planNext();
            }
        });
    }

    /** Whether the sequencer has had a follower: before that, logs have little to lose. */
    private boolean hasFormed() {
        formed |= group.hasSequencer() && !group.upAnd(MemberState.FOLLOWING).isEmpty();
        return formed;
    }

    private void strike(Fault fault) {
        List<SimulatedMember> up = group.up();
        if (up.isEmpty()) {
            return;
        }
        SimulatedMember victim = victimOf(up);
        switch (fault) {
            case PARTITION -> partition(victim);
            case BAD_LINK -> worsenLink(victim);
            case STRAY_DATAGRAMS -> strays.inject();
            case PAUSE -> pause(victim);
            case CRASH -> remove(victim, victim::crash);
            case LEAVE -> remove(victim, victim::leave);
            case SLOW_READER -> victim.life().stopReading(duration());
            case CLOCK_JUMP -> victim.wallClock().jump(dice);
            case POWER_FAILURE -> failPower(victim);
            case CRASH_IN_WRITE -> dieInWrite(victim);
            case FULL_DISK -> fillDisk(victim);
            case SLOW_DISK -> victim.disk().slowDown(duration());
            case FAILING_DISK -> failDisk(victim);
            case FLIPPED_BIT -> flip(victim);
        }
    }

    /** Where members have disks, the sequencer is struck most: what its log loses, others must give back. */
    private SimulatedMember victimOf(List<SimulatedMember> up) {
        SimulatedMember drawn = dice.oneOf(up);
        if (!plan.scenario.hasDisks() || dice.chance(0.6)) {
            return drawn;
        }
        return up.stream()
                .filter(member -> member.id().equals(plan.sequencer))
                .findFirst()
                .orElse(drawn);
    }

    private long duration() {
        return dice.between(SHORTEST_PAUSE, plan.longestFault);
    }

    /** Whether a member that hears nobody would begin the group anew, since nothing tells it that there is one. */
    private boolean mayBeginAnew() {
        return !plan.namesSequencer() || sequencerDied;
    }

    /** Whether members may be kept from hearing each other now. */
    private boolean maySeparate() {
        return !mayBeginAnew() || (group.hasSequencer() && !group.isForming());
    }

    private void separateFor(long duration) {
        separations++;
        timeline.after(duration, () -> separations--);
    }

    private void partition(SimulatedMember victim) {
        if (!maySeparate()) {
            return;
        }
        long duration = duration();
        separateFor(duration);
        boolean hears = dice.chance(0.3);
        boolean isHeard = !hears && dice.chance(0.5);
        for (SimulatedMember other : group.members()) {
            if (other != victim && dice.chance(0.7)) {
                if (!hears) {
                    cut(other.host(), victim.host(), duration);
                }
                if (!isHeard) {
                    cut(victim.host(), other.host(), duration);
                }
            }
        }
    }

    private void cut(int from, int to, long duration) {
        tell("the link " + from + "→" + to + " is dead for " + duration / 1_000 + " µs");
        network.cut(from, to);
        timeline.after(duration, () -> network.mend(from, to));
    }

    private void worsenLink(SimulatedMember victim) {
        if (!maySeparate()) {
            return;
        }
        SimulatedMember other = dice.oneOf(group.members());
        long duration = duration();
        separateFor(duration);
        LinkQuality bad = plan.quality.withLoss(dice.upTo(0.9)).withLateness(0.3, 1 + duration);
        tell("the link " + victim.host() + "→" + other.host() + " gets bad for " + duration / 1_000 + " µs: " + bad);
        network.setQuality(victim.host(), other.host(), bad);
        timeline.after(duration, () -> {
            if (!stopped) {
                network.setQuality(victim.host(), other.host(), plan.quality);
            }
        });
    }

    private void pause(SimulatedMember victim) {
        if (maySeparate()) {
            long duration = duration();
            separateFor(duration);
            victim.life().standStill(duration, dice.chance(0.3));
        }
    }

    private void remove(SimulatedMember victim, Runnable removal) {
        if (isNeeded(victim)) {
            return;
        }
        removal.run();
    }

    /** A member with a disk comes back always, another one mostly. */
    private void startLater(SimulatedMember member) {
        if (plan.scenario.hasDisks() || dice.chance(0.8)) {
            timeline.after(stopped ? RETRY : duration(), () -> startWhenAllowed(member));
        }
    }

    private void failPower(SimulatedMember victim) {
        if (group.bearsLossAt(victim)) {
            remove(victim, victim::losePower);
        }
    }

    /** A process dies in a change to its disk; where power fails at all, so it may then: behind half a write, or a new name. */
    private void dieInWrite(SimulatedMember victim) {
        boolean power = faults.contains(Fault.POWER_FAILURE) && dice.chance(0.7);
        victim.disk().dieSoon(dice.between(1, MOST_CHANGES_TO_DEATH), power);
    }

    private void failDisk(SimulatedMember victim) {
        if (group.bearsLossAt(victim)) {
            tell("the disk of " + victim.id() + " cannot force");
            victim.disk().failToForce();
            mendLater(victim);
        }
    }

    private void fillDisk(SimulatedMember victim) {
        tell("the disk of " + victim.id() + " is full");
        victim.disk().fill(dice.between(0, MOST_LEFT_ON_A_FULL_DISK));
        mendLater(victim);
    }

    private void mendLater(SimulatedMember victim) {
        timeline.after(duration(), victim.disk()::mend);
    }

    /** Where all must get done in the end, one disk alone rots, and only while another member holds all that is on it. */
    private void flip(SimulatedMember victim) {
        if (plan.scenario.mustGetDone() && !isHeldElsewhere(victim)) {
            return;
        }
        rotten = victim;
        String where = victim.disk().flip();
        tell("flips " + (where.isEmpty() ? "nothing" : where + " of " + victim.id()));
        if (dice.chance(0.4)) {
            // Before it is repaired: the next life begins with what is left.
            remove(victim, victim::crash);
        }
    }

    private boolean isHeldElsewhere(SimulatedMember victim) {
        PersistentLog log = (PersistentLog) victim.life().log();
        return (rotten == null || rotten == victim)
                && group.up().stream()
                        .filter(other -> other != victim)
                        .anyMatch(other -> holdsAllOf(log, other.life()));
    }

    private boolean holdsAllOf(PersistentLog log, MemberLife other) {
        MemberHistory durable = group.checker().history(other.identity());
        return ((PersistentLog) other.log()).first() <= log.first()
                && durable.position() >= log.state().lastSequence()
                && durable.view() >= log.state().view().number();
    }

    /** Whether the group cannot do without a member, for it is the sequencer or may become it. */
    private boolean isNeeded(SimulatedMember member) {
        if (plan.scenario.hasDisks()) {
            return false;
        }
        return member.id().equals(plan.sequencer)
                || member.life().state() == MemberState.SEQUENCING
                || (mayBeginAnew() && !group.hasSequencer());
    }

    private void startWhenAllowed(SimulatedMember member) {
        if (member.isUp()) {
            return;
        }
        if (!mayBeginAnew() || separations == 0) {
            member.start();
        } else {
            timeline.after(RETRY, () -> startWhenAllowed(member));
        }
    }

    /** Kills the sequencer of a group that has formed: somebody must be left who knows of it. */
    private void killSequencer() {
        List<SimulatedMember> sequencing = group.upAnd(MemberState.SEQUENCING);
        boolean isKnown = !group.upAnd(MemberState.FOLLOWING).isEmpty();
        if (sequencing.isEmpty() || !isKnown || !maySeparate() || separations > 0) {
            timeline.after(RETRY, this::killSequencer);
            return;
        }
        sequencerDied = true;
        SimulatedMember victim = sequencing.get(0);
        if (dice.chance(0.3)) {
            victim.leave();
        } else {
            victim.crash();
        }
    }

    private void tell(String what) {
        if (group.trace().isOn()) {
            group.trace().tell(timeline.now(), "faults", what);
        }
    }
}
