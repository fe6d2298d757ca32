package org.ordercast.faults.group;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.ordercast.engine.Durability;

/**
 * A group to be, and its load. The member {@link #SEQUENCER} orders.
 *
 * @param durability how the members' logs are kept
 * @param publishers who publishes, by their numbers
 * @param messages how many messages each life of a publisher publishes at the most
 * @param perSecond how many a second; 0 for as many as there is room for
 * @param messageSize how many bytes each has
 * @param memberTimeout how long a member may be silent
 * @param bound how long any process lives at the most
 * @param warmUp how many messages everybody delivers before anything is done to the group, and once more to measure by
 */
public record GroupPlan(
        Durability durability,
        Set<Integer> publishers,
        long messages,
        long perSecond,
        int messageSize,
        Duration memberTimeout,
        Duration bound,
        long warmUp) {

    /** The number of the member that orders. It publishes, too. */
    public static final int SEQUENCER = 0;

    /** The number of a member that publishes and does not order. */
    public static final int PUBLISHER = 1;

    /** The number of a member that only follows, where the plan does not say otherwise. */
    public static final int FOLLOWER = 2;

    static final List<String> NAMES = List.of("alpha", "beta", "gamma");

    /** Two publishers of three members, and a load that leaves the machine room to see something else than itself. */
    public static final GroupPlan DEFAULT = new GroupPlan(
            Durability.OS,
            Set.of(SEQUENCER, PUBLISHER),
            1_000_000,
            5_000,
            150,
            Duration.ofSeconds(2),
            Duration.ofMinutes(4),
            10_000);

    /** The same group under all the load that it takes: its publishers wait for room. */
    public static final GroupPlan SATURATED = new GroupPlan(
            Durability.OS,
            Set.of(SEQUENCER, PUBLISHER),
            Long.MAX_VALUE,
            0,
            150,
            Duration.ofSeconds(2),
            Duration.ofMinutes(14),
            2_000_000);

    /** Three publishers, at a pace that a member which comes back can outrun while it catches up through loss. */
    public static final GroupPlan ENDURANCE = new GroupPlan(
            Durability.OS,
            Set.of(SEQUENCER, PUBLISHER, FOLLOWER),
            Long.MAX_VALUE,
            30_000,
            150,
            Duration.ofSeconds(2),
            Duration.ofMinutes(14),
            10_000);

    /**
     * Keeps its own copy.
     *
     * @param durability how the members' logs are kept
     * @param publishers who publishes
     * @param messages how many messages each life of a publisher publishes at the most
     * @param perSecond how many a second
     * @param messageSize how many bytes each has
     * @param memberTimeout how long a member may be silent
     * @param bound how long any process lives at the most
     * @param warmUp how many messages everybody delivers first
     */
    public GroupPlan {
        publishers = Set.copyOf(publishers);
    }

    /**
     * The same at another pace.
     *
     * @param messages how many a second each publisher publishes; 0 for as many as there is room for
     * @return the plan
     */
    public GroupPlan atPace(long messages) {
        return new GroupPlan(
                durability, publishers, this.messages, messages, messageSize, memberTimeout, bound, warmUp);
    }
}
