package org.ordercast.adapter.administration;

import java.util.List;

/** A member of a group, for operators. Positions are sequences, 0 before the first message. */
public interface MemberMXBean {

    /**
     * The group's name.
     *
     * @return the name
     */
    String getGroup();

    /**
     * The member's id.
     *
     * @return the id
     */
    String getMemberId();

    /**
     * What the member is doing.
     *
     * @return the name of its state
     */
    String getState();

    /**
     * The state as a number that never changes its meaning, for graphs and alarms.
     *
     * @return 0 discovering, 1 claiming, 2 joining, 3 following, 4 sequencing, 5 waiting, 6 failed, 7 stopped, 8 recovering
     */
    int getStateCode();

    /**
     * Why the member is in its state.
     *
     * @return one sentence
     */
    String getReason();

    /**
     * The member that orders.
     *
     * @return its id, or empty while there is none
     */
    String getSequencer();

    /**
     * The current epoch.
     *
     * @return an epoch, 0 before the first
     */
    long getEpoch();

    /**
     * The last sequence received without a gap.
     *
     * @return a sequence
     */
    long getOrdered();

    /**
     * The last sequence that is safe across the sequencer's death.
     *
     * @return a sequence
     */
    long getCommitted();

    /**
     * The last sequence that every required member holds.
     *
     * @return a sequence
     */
    long getStable();

    /**
     * The running digest of the order, to be compared with other members' at the same {@link #getOrdered() sequence}.
     *
     * @return 16 hexadecimal digits
     */
    String getDigest();

    /**
     * How many members the group's view has.
     *
     * @return a number, 0 before the member joined
     */
    int getMemberCount();

    /**
     * The members of the group's view, with how far behind the order each is.
     *
     * @return the members
     */
    List<ViewEntry> getMembers();

    /**
     * What is wrong with the member's log. A notification is sent when something is added or goes.
     *
     * @return the alarms, empty while all is well
     */
    List<AlarmEntry> getAlarms();

    /**
     * How far behind the order the slowest member is, as far as it is known here.
     *
     * @return a number of sequences
     */
    long getGreatestMemberLag();
}
