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

    /** A machine loses power, and with it perhaps the end of its log; another life begins later. Only with disks. */
    POWER_FAILURE
}
