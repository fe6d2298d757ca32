package org.ordercast.engine;

import java.util.List;
import java.util.Optional;

/**
 * What one member is doing and knows of its group at one moment. Positions are sequences, 0 before the first message.
 *
 * @param state what the member is doing
 * @param reason why it is in that state, as one sentence for its operator
 * @param epoch the current epoch, 0 before the first
 * @param sequencer the id of the member that orders, or empty while there is none
 * @param members the current view, empty before the member joined
 * @param ordered the last sequence received without a gap
 * @param committed the last sequence that is safe across the sequencer's death
 * @param stable the last sequence that every required member holds
 * @param digest the running digest of the order at {@code ordered}
 */
public record GroupSnapshot(
        MemberState state,
        String reason,
        long epoch,
        Optional<String> sequencer,
        List<ViewMember> members,
        long ordered,
        long committed,
        long stable,
        long digest) {

    /**
     * Keeps its own copy of the view.
     *
     * @param state what the member is doing
     * @param reason why it is in that state
     * @param epoch the current epoch
     * @param sequencer the id of the member that orders
     * @param members the current view
     * @param ordered the last sequence received without a gap
     * @param committed the last sequence that is safe
     * @param stable the last sequence that every required member holds
     * @param digest the running digest at {@code ordered}
     */
    public GroupSnapshot {
        members = List.copyOf(members);
    }

    /**
     * A member of the view.
     *
     * @param id the member's id
     * @param incarnation the member's life
     * @param address the member's unicast address and port
     * @param sequencer whether it orders
     * @param acknowledged the last sequence it is known to hold everything up to: known at the sequencer for all,
     *     elsewhere for the member itself; -1 where unknown
     */
    public record ViewMember(String id, long incarnation, String address, boolean sequencer, long acknowledged) {}
}
