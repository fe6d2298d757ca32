package org.ordercast.engine;

/** What a member's log holds a message against before it acknowledges it, and before a sequencer sends it. */
public enum Durability {

    /** Nothing: the log is in memory, and ends with the process. */
    MEMORY,

    /** The end of the process: the message was handed to the operating system, which writes it when it likes. */
    OS,

    /** A power failure: the message was forced to the disk. */
    DISK
}
