package org.ordercast.engine.simulation;

/** The kinds of runs. */
enum Scenario {

    /** Faults all the time: nothing wrong may ever happen, though nothing need get done. */
    SAFETY(true, false, false, false),

    /** Faults for a while, then none: all must then be delivered and complete. */
    LIVENESS(true, true, false, false),

    /** Members that start together, or nearly, over a network that loses datagrams, settle on one sequencer. */
    START_UP(false, true, false, false),

    /** The sequencer dies, or leaves, among other faults: the group waits, and never orders anything wrongly. */
    SEQUENCER_DEATH(true, false, true, false),

    /**
     * Datagrams are sealed, keys rotate, and the strays include frames that somebody saw before they were sealed: faults
     * for a while, then none, and all must be delivered and complete.
     */
    SEALED(true, true, false, true);

    private final boolean faults;
    private final boolean mustGetDone;
    private final boolean sequencerDies;
    private final boolean sealed;

    Scenario(boolean faults, boolean mustGetDone, boolean sequencerDies, boolean sealed) {
        this.faults = faults;
        this.mustGetDone = mustGetDone;
        this.sequencerDies = sequencerDies;
        this.sealed = sealed;
    }

    /** Whether faults strike, beyond what the network always does. */
    boolean hasFaults() {
        return faults;
    }

    /** Whether in the end everything must be delivered and complete. */
    boolean mustGetDone() {
        return mustGetDone;
    }

    /** Whether the sequencer dies. */
    boolean sequencerDies() {
        return sequencerDies;
    }

    /** Whether the group has keys. */
    boolean isSealed() {
        return sealed;
    }
}
