package org.ordercast.adapter.administration;

import java.util.List;

/** A member's log, for operators. Sequences are 0 before the first message. */
public interface LogMXBean {

    /**
     * What the log outlives.
     *
     * @return {@code MEMORY}, {@code OS} or {@code DISK}
     */
    String getDurability();

    /**
     * Where the log is.
     *
     * @return the directory, empty for a log in memory
     */
    String getDirectory();

    /**
     * The oldest message that the log holds.
     *
     * @return a sequence
     */
    long getFirstSequence();

    /**
     * The newest message that was put into the log.
     *
     * @return a sequence
     */
    long getLastSequence();

    /**
     * The newest message that the operating system has: it survives the end of the process.
     *
     * @return a sequence
     */
    long getWrittenSequence();

    /**
     * The newest message that was forced to the disk: it survives a power failure.
     *
     * @return a sequence
     */
    long getForcedSequence();

    /**
     * How large the log is.
     *
     * @return bytes
     */
    long getBytes();

    /**
     * How many files it has.
     *
     * @return a number of segments
     */
    int getSegments();

    /**
     * How much waits for the disk to take it, as when that is full.
     *
     * @return bytes
     */
    long getUnwrittenBytes();

    /**
     * Whether the log may have lost nothing that it once held.
     *
     * @return false after a power failure, until what it lost was got back from the other members
     */
    boolean isComplete();

    /**
     * What is damaged and not repaired yet.
     *
     * @return a sentence for each place
     */
    List<String> getDamaged();

    /**
     * How many messages are lost at the damaged places.
     *
     * @return a number of sequences
     */
    long getDamagedSequences();

    /**
     * How many damaged places were found since the member started.
     *
     * @return a count that only grows
     */
    long getDamagesFound();

    /**
     * How many damaged places were repaired since the member started.
     *
     * @return a count that only grows
     */
    long getDamagesRepaired();
}
