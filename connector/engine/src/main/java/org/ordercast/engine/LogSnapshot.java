package org.ordercast.engine;

import java.util.List;

/**
 * What a member's log holds at one moment, and what is wrong with it. Sequences are 0 before the first message.
 *
 * @param durability what it outlives
 * @param directory where it is, empty for one in memory
 * @param first the oldest sequence that it holds
 * @param last the newest sequence that was appended
 * @param written the last sequence that the operating system has
 * @param forced the last sequence that a power failure does not take
 * @param bytes how many bytes its files have
 * @param segments how many files
 * @param unwrittenBytes how many bytes wait to be written
 * @param complete whether it may have lost nothing that it once held; false after a power failure, until what it lost was
 *     got back
 * @param damaged what is damaged and not repaired yet, a sentence for each place
 * @param damagedSequences how many messages are lost there
 * @param damagesFound how many damaged places were found since the member started
 * @param damagesRepaired how many of them were repaired
 * @param alarms what is wrong
 */
public record LogSnapshot(
        Durability durability,
        String directory,
        long first,
        long last,
        long written,
        long forced,
        long bytes,
        int segments,
        long unwrittenBytes,
        boolean complete,
        List<String> damaged,
        long damagedSequences,
        long damagesFound,
        long damagesRepaired,
        List<LogAlarm> alarms) {

    /**
     * Keeps its own copies of the lists.
     *
     * @param durability as above
     * @param directory as above
     * @param first as above
     * @param last as above
     * @param written as above
     * @param forced as above
     * @param bytes as above
     * @param segments as above
     * @param unwrittenBytes as above
     * @param complete as above
     * @param damaged as above
     * @param damagedSequences as above
     * @param damagesFound as above
     * @param damagesRepaired as above
     * @param alarms as above
     */
    public LogSnapshot {
        damaged = List.copyOf(damaged);
        alarms = List.copyOf(alarms);
    }

    /**
     * A log in memory, which nothing can be wrong with.
     *
     * @param first the oldest sequence that it holds
     * @param last the newest
     * @param bytes how many bytes it has
     * @return a snapshot
     */
    public static LogSnapshot inMemory(long first, long last, long bytes) {
        return new LogSnapshot(
                Durability.MEMORY, "", first, last, last, 0, bytes, 0, 0, true, List.of(), 0, 0, 0, List.of());
    }
}
