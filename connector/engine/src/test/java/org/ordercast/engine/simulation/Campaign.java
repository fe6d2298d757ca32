package org.ordercast.engine.simulation;

import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;

/**
 * Many runs of one scenario: always the same first seeds, so that a build can be compared with the one before it, and
 * then fresh ones, so that each build looks where none has looked.
 *
 * <p>Three system properties change what is run: {@code ordercast.seeds} sets how many seeds, {@code ordercast.seed} runs
 * that one alone, and {@code ordercast.trace=true} prints each of its steps.
 */
final class Campaign {

    /** Of so many seeds one is fresh. */
    private static final int FRESH = 10;

    private static final Long ONLY_SEED = Long.getLong("ordercast.seed");
    private static final Integer SEEDS = Integer.getInteger("ordercast.seeds");
    private static final boolean TRACE = Boolean.getBoolean("ordercast.trace");
    private static final int LINES_SHOWN = 80;

    private final Class<?> test;
    private final Scenario scenario;

    /** A campaign that a test runs. */
    Campaign(Class<?> test, Scenario scenario) {
        this.test = test;
        this.scenario = scenario;
    }

    /**
     * Runs as many seeds as asked for, a tenth of them fresh.
     *
     * @param seeds how many, unless a system property says otherwise
     * @return what happened in all of them
     * @throws SimulationFailure if one of them fails
     */
    RunRecord run(int seeds) {
        if (ONLY_SEED != null) {
            return SimulationReport.add(
                    scenario, runSeed(ONLY_SEED, TRACE ? Trace.printing(System.out) : Trace.OFF), 1, 0, 0);
        }
        int count = SEEDS != null ? SEEDS : seeds;
        long begun = System.nanoTime();
        long fresh = ThreadLocalRandom.current().nextLong(1L << 40);
        LongStream all = LongStream.concat(
                LongStream.rangeClosed(1, count - count / FRESH), LongStream.range(fresh, fresh + count / FRESH));
        RunRecord sum =
                all.parallel().mapToObj(seed -> runSeed(seed, Trace.OFF)).reduce(RunRecord.NONE, RunRecord::plus);
        return SimulationReport.add(scenario, sum, count, fresh, System.nanoTime() - begun);
    }

    /** Whether as many seeds run as the test wants: fewer may leave corners of the protocol untouched. */
    static boolean isWhole() {
        return ONLY_SEED == null && SEEDS == null;
    }

    private RunRecord runSeed(long seed, Trace trace) {
        try {
            return Simulation.run(scenario, seed, trace);
        } catch (InvariantViolation violation) {
            throw new SimulationFailure(scenario, seed, command(seed), violation, runAgain(seed));
        }
    }

    private String command(long seed) {
        return "mvn -pl connector/engine test -Dtest=" + test.getSimpleName() + " -Dordercast.seed=" + seed
                + " -Dordercast.trace=true";
    }

    /** Replays a seed, to have the steps before its failure. */
    private Replay runAgain(long seed) {
        Trace trace = Trace.keeping(LINES_SHOWN);
        try {
            Simulation.run(scenario, seed, trace);
            return new Replay(trace.newest(), "nothing");
        } catch (InvariantViolation again) {
            return new Replay(trace.newest(), again.getMessage());
        }
    }
}
