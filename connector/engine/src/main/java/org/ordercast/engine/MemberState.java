package org.ordercast.engine;

/** What a member is doing. The codes are stable, so that counters and logs can show them. */
public enum MemberState {

    /** Listening for the group's sequencer. */
    DISCOVERING(0),

    /** Claiming the sequencer's role of a group that has none yet. */
    CLAIMING(1),

    /** Found the sequencer; waiting to be in the view. */
    JOINING(2),

    /** In the view, following the order. */
    FOLLOWING(3),

    /** In the view, deciding the order. */
    SEQUENCING(4),

    /** In the view, but the sequencer is not heard: the group waits for it. */
    WAITING(5),

    /** Stopped because safety could not be had. */
    FAILED(6),

    /** Left the group. */
    STOPPED(7),

    /** Was the sequencer before; asks the others what they hold of the order before it goes on. */
    RECOVERING(8);

    private final int code;

    MemberState(int code) {
        this.code = code;
    }

    /**
     * The state's number, which never changes.
     *
     * @return the code
     */
    public int code() {
        return code;
    }
}
