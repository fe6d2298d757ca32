package org.ordercast.engine.simulation;

/** Something that must always hold does not. */
final class InvariantViolation extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final Invariant invariant;

    InvariantViolation(Invariant invariant, String seen) {
        this(invariant, seen, null);
    }

    InvariantViolation(Invariant invariant, String seen, Throwable cause) {
        super(invariant + " (" + invariant.sentence() + "): " + seen, cause);
        this.invariant = invariant;
    }

    Invariant invariant() {
        return invariant;
    }
}
