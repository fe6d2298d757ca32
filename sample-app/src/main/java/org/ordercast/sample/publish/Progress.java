package org.ordercast.sample.publish;

/**
 * How far a burst is.
 *
 * @param running whether it goes on
 * @param total how many commands it is to submit
 * @param submitted how many it has submitted
 * @param ordered how many have their place in the order
 * @param failed how many were not ordered
 * @param problem what went wrong last; empty if nothing did
 */
public record Progress(boolean running, int total, int submitted, int ordered, int failed, String problem) {

    /** The progress of nothing. */
    static final Progress NONE = new Progress(false, 0, 0, 0, 0, "");
}
