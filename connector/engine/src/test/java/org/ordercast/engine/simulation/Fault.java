package org.ordercast.engine.simulation;

/** What strikes from time to time, beyond what the network always does. */
enum Fault {

    /** Some links go dead, each in one direction, for a while. */
    PARTITION,

    /** One link gets much worse for a while. */
    BAD_LINK,

    /** Datagrams arrive that nobody sent now: garbage, old ones, damaged old ones. */
    STRAY_DATAGRAMS,

    /** A process stands still for a while. */
    PAUSE,

    /** A process dies at once; mostly another life of the same member begins later. */
    CRASH,

    /** A member leaves, as its operator asks; mostly it starts again later. */
    LEAVE,

    /** The readers of a member's log stop for a while. */
    SLOW_READER,

    /** Somebody sets the wall clock of a machine, forward or back. */
    CLOCK_JUMP,

    /** A machine loses power, and with it perhaps the end of its log; another life begins later. */
    POWER_FAILURE(true),

    /** A process dies in the middle of something that it does to its disk, as opening a segment. */
    CRASH_IN_WRITE(true),

    /** A disk takes so much more and nothing else, for a while. */
    FULL_DISK(true),

    /** A disk takes long to force what was written, for a while. */
    SLOW_DISK(true),

    /** A disk cannot force what was written, for a while, and may lose it. */
    FAILING_DISK(true),

    /** A bit of a log changes, where nobody wrote. */
    FLIPPED_BIT(true);

    private final boolean needsDisk;

    Fault() {
        this(false);
    }

    Fault(boolean needsDisk) {
        this.needsDisk = needsDisk;
    }

    /** The chance that a run has it, if it can strike there at all. */
    double share() {
        return needsDisk ? 0.7 : 0.5;
    }

    /** Whether it leaves its mark on a disk, or a life goes on from there behind it. */
    boolean hurtsDisk() {
        return needsDisk || this == CRASH;
    }

    /** Whether it can only strike members whose logs are on disks. */
    boolean needsDisk() {
        return needsDisk;
    }
}
