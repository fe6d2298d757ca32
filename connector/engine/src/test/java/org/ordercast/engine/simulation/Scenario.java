package org.ordercast.engine.simulation;

import java.util.List;

/** The kinds of runs. */
enum Scenario {

    /** Faults all the time: nothing wrong may ever happen, though nothing need get done. */
    SAFETY(Trait.FAULTS),

    /** Faults for a while, then none: all must then be delivered and complete. */
    LIVENESS(Trait.FAULTS, Trait.GETS_DONE),

    /** Members that start together, or nearly, over a network that loses datagrams, settle on one sequencer. */
    START_UP(Trait.GETS_DONE),

    /** The sequencer dies, or leaves, among other faults: the group waits, and never orders anything wrongly. */
    SEQUENCER_DEATH(Trait.FAULTS, Trait.SEQUENCER_DIES),

    /**
     * Datagrams are sealed, keys rotate, and the strays include frames that somebody saw before they were sealed: faults
     * for a while, then none, and all must be delivered and complete.
     */
    SEALED(Trait.FAULTS, Trait.GETS_DONE, Trait.SEALED),

    /**
     * Members have disks, and every one of them, the sequencer too, dies and comes back: nothing wrong may ever happen, no
     * message is missed and no publication of a live member fails.
     */
    RECOVERY_SAFETY(Trait.FAULTS, Trait.DISKS),

    /** The same for a while, then no faults any more: all must be delivered and complete. */
    RECOVERY_LIVENESS(Trait.FAULTS, Trait.DISKS, Trait.GETS_DONE);

    private enum Trait {
        FAULTS,
        GETS_DONE,
        SEQUENCER_DIES,
        SEALED,
        DISKS
    }

    private final boolean faults;
    private final boolean mustGetDone;
    private final boolean sequencerDies;
    private final boolean sealed;
    private final boolean disks;

    Scenario(Trait... traits) {
        List<Trait> all = List.of(traits);
        faults = all.contains(Trait.FAULTS);
        mustGetDone = all.contains(Trait.GETS_DONE);
        sequencerDies = all.contains(Trait.SEQUENCER_DIES);
        sealed = all.contains(Trait.SEALED);
        disks = all.contains(Trait.DISKS);
    }

    /** Whether faults strike, beyond what the network always does. */
    boolean hasFaults() {
        return faults;
    }

    /** Whether in the end everything must be delivered and complete. */
    boolean mustGetDone() {
        return mustGetDone;
    }

    /** Whether the sequencer dies, and its log with it. */
    boolean sequencerDies() {
        return sequencerDies;
    }

    /** Whether the group has keys. */
    boolean isSealed() {
        return sealed;
    }

    /** Whether members' logs outlive them. */
    boolean hasDisks() {
        return disks;
    }
}
