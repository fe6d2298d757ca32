package org.ordercast.adapter.administration;

import java.util.List;
import org.ordercast.GroupPositions;
import org.ordercast.MemberState;
import org.ordercast.MemberStatus;
import org.ordercast.engine.GroupSnapshot;

/** Says what the engine knows in the terms of the public contract. */
final class Snapshots {

    private Snapshots() {}

    static MemberState state(GroupSnapshot snapshot) {
        return switch (snapshot.state()) {
            case DISCOVERING -> MemberState.DISCOVERING;
            case CLAIMING -> MemberState.CLAIMING;
            case JOINING -> MemberState.JOINING;
            case FOLLOWING -> MemberState.FOLLOWING;
            case SEQUENCING -> MemberState.SEQUENCING;
            case WAITING -> MemberState.WAITING;
            case RECOVERING -> MemberState.RECOVERING;
            case FAILED -> MemberState.FAILED;
            case STOPPED -> MemberState.STOPPED;
        };
    }

    static List<MemberStatus> members(GroupSnapshot snapshot) {
        return snapshot.members().stream()
                .map(member -> new MemberStatus(
                        member.id(), member.incarnation(), member.address(), member.sequencer(), member.acknowledged()))
                .toList();
    }

    static GroupPositions positions(GroupSnapshot snapshot) {
        return new GroupPositions(
                snapshot.epoch(), snapshot.ordered(), snapshot.committed(), snapshot.stable(), snapshot.digest());
    }
}
