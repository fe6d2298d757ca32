package org.ordercast.engine.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ordercast.engine.Counter;

/**
 * One run: a scenario and a seed decide everything that happens in it.
 */
final class Simulation {

    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long MOST_EVENTS = 5_000_000;
    private static final String GROUP = "group";
    private static final String NEIGHBOUR = "neighbour";

    private final RunPlan plan;
    private final Timeline timeline = new Timeline();
    private final SimulatedNetwork network;
    private final List<SimulatedGroup> groups = new ArrayList<>();
    private final SimulatedGroup group;
    private final FaultInjector faults;

    private Simulation(Scenario scenario, long seed, Trace trace) {
        Dice dice = new Dice(seed);
        plan = RunPlan.draw(scenario, dice);
        if (trace.isOn()) {
            trace.tell(0, "plan", plan.toString());
        }
        network = new SimulatedNetwork(timeline, dice.split(), trace, plan.loopsBack);
        group = add(new SimulatedGroup(GROUP, plan, 0, timeline, dice.split(), trace, network), dice);
        faults = new FaultInjector(group, dice.split());
        faults.begin();
        if (scenario.isSealed()) {
            group.keys().begin(dice.split());
        }
        if (plan.hasNeighbour) {
            addNeighbour(dice, trace);
        }
    }

    /**
     * Runs a seed.
     *
     * @return what happened
     * @throws InvariantViolation at the first step after which something does not hold that must always hold
     */
    static RunRecord run(Scenario scenario, long seed, Trace trace) {
        try {
            Simulation simulation = new Simulation(scenario, seed, trace);
            simulation.run();
            return simulation.record();
        } catch (RuntimeException thrown) {
            throw new InvariantViolation(Invariant.NO_EXCEPTION, thrown.toString(), thrown);
        }
    }

    private SimulatedGroup add(SimulatedGroup added, Dice dice) {
        groups.add(added);
        for (SimulatedMember member : added.members()) {
            new Workload(added, member, dice.split(), plan.faultsUntil).begin();
        }
        return added;
    }

    /** Another group at the same address, whose members have the same ids: neither may take notice of the other. */
    private void addNeighbour(Dice dice, Trace trace) {
        RunPlan itsPlan = RunPlan.drawNeighbour(dice.split());
        SimulatedGroup neighbour =
                add(new SimulatedGroup(NEIGHBOUR, itsPlan, plan.members, timeline, dice.split(), trace, network), dice);
        neighbour.members().forEach(SimulatedMember::start);
    }

    private void run() {
        runUntil(plan.faultsUntil);
        if (!plan.scenario.mustGetDone()) {
            return;
        }
        faults.stop();
        Settlement settlement = new Settlement(group);
        Optional<String> missing = settlement.missing();
        while (missing.isPresent()) {
            if (timeline.now() >= plan.end) {
                throw new InvariantViolation(
                        Invariant.LIVENESS,
                        (plan.end - plan.faultsUntil) / 1_000_000 + " ms after the last fault " + missing.get());
            }
            runUntil(timeline.now() + LOOK);
            missing = settlement.missing();
        }
    }

    private void runUntil(long time) {
        while (timeline.runNextUntil(time)) {
            if (timeline.eventsRun() > MOST_EVENTS) {
                throw new InvariantViolation(
                        Invariant.NO_SPINNING,
                        MOST_EVENTS + " events happened in " + timeline.now() / 1_000_000 + " ms");
            }
        }
    }

    private RunRecord record() {
        Map<Counter, Long> counters = new EnumMap<>(Counter.class);
        for (MemberLife life : group.lives()) {
            life.counters().snapshot().forEach((counter, value) -> counters.merge(counter, value, Long::sum));
        }
        return new RunRecord(
                timeline.now(),
                timeline.eventsRun(),
                network.datagramsSent(),
                group.checker().delivered(),
                group.checker().gaps(),
                counters);
    }
}
