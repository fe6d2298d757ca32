package org.ordercast.faults.group;

import org.ordercast.engine.MemberState;

/**
 * What a member's process says of itself.
 *
 * @param state what the member is doing
 * @param written the last sequence that it delivered and wrote down
 * @param ordered the last sequence that it received
 * @param sent how many messages it handed over in this life
 * @param outstanding how many of them are not complete
 * @param idle whether it hands over no more
 */
public record Status(MemberState state, long written, long ordered, long sent, long outstanding, boolean idle) {

    static Status of(String line) {
        String[] words = line.split(" ", -1);
        return new Status(
                MemberState.valueOf(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                Boolean.parseBoolean(words[5]));
    }

    /**
     * Whether the member is in the view and hears its sequencer.
     *
     * @return true if it follows or orders
     */
    public boolean isInOrder() {
        return state == MemberState.FOLLOWING || state == MemberState.SEQUENCING;
    }
}
