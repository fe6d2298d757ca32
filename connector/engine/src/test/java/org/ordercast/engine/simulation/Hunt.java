package org.ordercast.engine.simulation;

import java.util.stream.LongStream;

/** Looks for a seed that fails: the simulator's entrance for whoever loads it, with a broken protocol, in a class loader. */
public final class Hunt {

    private Hunt() {}

    /**
     * Runs one seed after the other until one fails: a likely one, then from 1.
     *
     * @param scenario the name of a {@link Scenario}
     * @param likely the seed to begin with
     * @param most how many seeds to run from 1 on
     * @return the seed that failed, a space and the name of what it violated; empty if none failed
     */
    public static String firstFailure(String scenario, long likely, int most) {
        return LongStream.concat(LongStream.of(likely), LongStream.rangeClosed(1, most))
                .mapToObj(seed -> failure(Scenario.valueOf(scenario), seed))
                .filter(failure -> !failure.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String failure(Scenario scenario, long seed) {
        try {
            Simulation.run(scenario, seed, Trace.OFF);
            return "";
        } catch (InvariantViolation violation) {
            return seed + " " + violation.invariant();
        }
    }
}
