package org.ordercast.engine.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ordercast.engine.Durability;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.membership.Endpoint;

/** The members of one group, what they publish, and the checker that watches them. */
final class SimulatedGroup {

    private final String name;
    private final RunPlan plan;
    private final Timeline timeline;
    private final Dice dice;
    private final Trace trace;
    private final SimulatedNetwork network;
    private final Checker checker = new Checker();
    private final List<SimulatedMember> members = new ArrayList<>();
    private final List<MemberLife> lives = new ArrayList<>();
    private final KeyRotation keys = new KeyRotation(this);
    private Consumer<SimulatedMember> onDown = member -> {};

    /** A group, each of whose members has a host of its own, from the given one on. */
    SimulatedGroup(
            String name,
            RunPlan plan,
            int firstHost,
            Timeline timeline,
            Dice dice,
            Trace trace,
            SimulatedNetwork network) {
        this.name = name;
        this.plan = plan;
        this.timeline = timeline;
        this.dice = dice;
        this.trace = trace;
        this.network = network;
        for (int i = 0; i < plan.members; i++) {
            members.add(new SimulatedMember(this, RunPlan.NAMES.get(i), firstHost + i));
        }
    }

    String name() {
        return name;
    }

    RunPlan plan() {
        return plan;
    }

    Timeline timeline() {
        return timeline;
    }

    Dice dice() {
        return dice;
    }

    Trace trace() {
        return trace;
    }

    SimulatedNetwork network() {
        return network;
    }

    Checker checker() {
        return checker;
    }

    List<SimulatedMember> members() {
        return members;
    }

    /** The group's keys. */
    KeyRotation keys() {
        return keys;
    }

    /** Every life of every member so far. */
    List<MemberLife> lives() {
        return lives;
    }

    /** The members that have a life now. */
    List<SimulatedMember> up() {
        return members.stream().filter(SimulatedMember::isUp).toList();
    }

    /** The members that have a life now and are in a state. */
    List<SimulatedMember> upAnd(MemberState state) {
        return members.stream()
                .filter(member -> member.isUp() && member.life().state() == state)
                .toList();
    }

    /** The member whose present life is reached at an endpoint. */
    Optional<SimulatedMember> memberAt(Endpoint endpoint) {
        return members.stream()
                .filter(member ->
                        member.isUp() && member.life().identity().endpoint().equals(endpoint))
                .findFirst();
    }

    /** Whether a connection from a host to a member that is up stands still. */
    boolean isStuck(int host, SimulatedMember other) {
        return other.life().standsStill() || network.isSeparated(host, other.host());
    }

    /** Whether a connection breaks now. */
    boolean linkBreaks(Dice itsDice) {
        return timeline.now() < plan.faultsUntil && itsDice.chance(plan.linkBreaks);
    }

    /** Whether a live member is the sequencer. */
    boolean hasSequencer() {
        return !upAnd(MemberState.SEQUENCING).isEmpty();
    }

    /** Whether a live member has yet to come into the view for the first time in its life. */
    boolean isForming() {
        return up().stream().anyMatch(member -> !member.life().hasJoined());
    }

    /**
     * Whether a member may lose what its log has not forced: logs that do not force first bear it that one of them at a time
     * does, until it is in the view again.
     */
    boolean bearsLossAt(SimulatedMember victim) {
        return plan.durability == Durability.DISK
                || members.stream()
                        .noneMatch(member -> member != victim
                                && (member.disk().awaitsView() || member.disk().fails()));
    }

    /** Tells somebody of each member that has no life any more. */
    void onDown(Consumer<SimulatedMember> listener) {
        onDown = listener;
    }

    /** A member's life is over, or could not begin. */
    void wentDown(SimulatedMember member) {
        onDown.accept(member);
    }

    /** A member's state changed. */
    void stateChanged(MemberLife life, MemberState to, String reason) {
        if (to == MemberState.FAILED && !plan.scenario.sequencerDies()) {
            throw new InvariantViolation(
                    Invariant.NO_NEEDLESS_FAILURE, life.identity().id() + " failed: " + reason);
        }
    }
}
