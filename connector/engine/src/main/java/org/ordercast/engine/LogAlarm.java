package org.ordercast.engine;

import java.time.Instant;

/**
 * Something that is wrong with a member's log, until it is cleared.
 *
 * @param kind what kind of thing is wrong; of each kind there is one alarm at a time
 * @param text what is wrong, where, and what to do, as one sentence for an operator
 * @param directory the log's directory
 * @param freeBytes how many bytes are free on its disk, -1 where nobody knows
 * @param missingBytes how many bytes wait to be written to it
 * @param since when it began
 */
public record LogAlarm(Kind kind, String text, String directory, long freeBytes, long missingBytes, Instant since) {

    /** What kind of thing is wrong. */
    public enum Kind {
        /** The disk is full: publishers wait. */
        DISK_FULL,
        /** The disk takes nothing for another reason: publishers wait. */
        NOT_WRITABLE,
        /** Records are damaged; they are fetched from another member that holds them. */
        DAMAGED,
        /** The log may have lost its end in a power failure, and has not got it back yet. */
        INCOMPLETE
    }
}
