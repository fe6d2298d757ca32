package org.ordercast.engine.simulation;

/** Looks for a seed that fails: the simulator's entrance for whoever loads it, with a broken protocol, in a class loader. */
public final class Hunt {

    private Hunt() {}

    /**
     * Runs one seed after the other, from 1, until one fails.
     *
     * @param scenario the name of a {@link Scenario}
     * @param most how many seeds to run
     * @return the seed that failed, a space and the name of what it violated; empty if none failed
     */
    public static String firstFailure(String scenario, int most) {
        for (long seed = 1; seed <= most; seed++) {
            try {
                Simulation.run(Scenario.valueOf(scenario), seed, Trace.OFF);
            } catch (InvariantViolation violation) {
                return seed + " " + violation.invariant();
            }
        }
        return "";
    }
}
