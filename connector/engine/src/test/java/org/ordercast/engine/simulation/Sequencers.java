package org.ordercast.engine.simulation;

import java.util.HashMap;
import java.util.Map;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.membership.MemberIdentity;

/** Who ordered in which epoch. */
final class Sequencers {

    private final Map<Long, MemberIdentity> byEpoch = new HashMap<>();
    private final Map<Long, LogRecord.EpochStart> beginnings = new HashMap<>();

    /** Says that a member ordered messages in an epoch. */
    void ordered(MemberIdentity member, long epoch) {
        MemberIdentity known = byEpoch.putIfAbsent(epoch, member);
        if (known != null && !known.equals(member)) {
            throw new InvariantViolation(
                    Invariant.ONE_SEQUENCER,
                    member + " ordered in epoch " + epoch + ", in which " + known + " ordered");
        }
    }

    /** Says that a record has the beginning of an epoch. */
    void began(String who, LogRecord.EpochStart start) {
        LogRecord.EpochStart known = beginnings.putIfAbsent(start.epoch(), start);
        if (known != null && !known.equals(start)) {
            throw new InvariantViolation(Invariant.ONE_SEQUENCER, who + " has " + start + ", others have " + known);
        }
    }

    /** How many members, or lives of one, have ordered. */
    long count() {
        return byEpoch.values().stream().distinct().count();
    }
}
