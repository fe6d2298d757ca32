package org.ordercast;

/** What a member of a group is doing. */
public enum MemberState {

    /** Listening for the group's sequencer. */
    DISCOVERING,

    /** Claiming the sequencer's role of a group that has none yet. */
    CLAIMING,

    /** Found the sequencer; waiting to be in the view. */
    JOINING,

    /** In the view, following the order. */
    FOLLOWING,

    /** In the view, deciding the order. */
    SEQUENCING,

    /** In the view, but the sequencer is not heard: the group waits for it. */
    WAITING,

    /** Was the sequencer before, and asks the others what they hold of the order before it goes on. */
    RECOVERING,

    /** Stopped because safety could not be had; the log and {@code failure} say why. */
    FAILED,

    /** Left the group. */
    STOPPED
}
