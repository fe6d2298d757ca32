package org.ordercast.faults.history;

import java.util.List;

/**
 * What a check of histories that break no rule has seen.
 *
 * @param ordered the last sequence that anybody delivered
 * @param delivered how many messages all members delivered together
 * @param missed how many messages members were told that they miss
 * @param completed how many messages were completed for their publishers
 * @param unknown how many messages were begun, and their publishers never learnt what became of them
 * @param lives how many lives all members had together
 * @param positions where each member ended
 */
public record Verdict(
        long ordered, long delivered, long missed, long completed, long unknown, int lives, List<Long> positions) {

    /**
     * Keeps its own copy.
     *
     * @param ordered the last sequence
     * @param delivered how many were delivered
     * @param missed how many are missing
     * @param completed how many were completed
     * @param unknown of how many nobody knows
     * @param lives how many lives
     * @param positions where each member ended
     */
    public Verdict {
        positions = List.copyOf(positions);
    }

    /**
     * Whether every member came to the end of the order.
     *
     * @return true if nobody has more to deliver
     */
    public boolean isComplete() {
        return positions.stream().allMatch(position -> position == ordered);
    }
}
