package org.ordercast.engine.simulation;

/** A seed in which something does not hold that must always hold: what, its last steps, and how to run it again. */
final class SimulationFailure extends AssertionError {

    private static final long serialVersionUID = 1L;

    SimulationFailure(Scenario scenario, long seed, String command, InvariantViolation violation, Replay replay) {
        super(message(scenario, seed, command, violation, replay), violation);
    }

    private static String message(
            Scenario scenario, long seed, String command, InvariantViolation violation, Replay replay) {
        String again = replay.outcome().equals(violation.getMessage())
                ? ""
                : "Run again, the seed gave " + replay.outcome() + ": something outside the seed decides.\n";
        return scenario + " fails with seed " + seed + "\n" + violation.getMessage() + "\n" + again
                + "The last steps:\n" + String.join("\n", replay.lastSteps()) + "\nTo see all of them:\n  " + command;
    }
}
