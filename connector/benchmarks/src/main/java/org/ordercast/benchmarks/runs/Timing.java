package org.ordercast.benchmarks.runs;

import java.time.Duration;

/**
 * How long a run takes.
 *
 * @param warmUp from the first message until measuring begins
 * @param measured how long is measured
 */
public record Timing(Duration warmUp, Duration measured) {

    /** What a run usually takes beyond that: processes start, the group forms, the rest is delivered, processes end. */
    private static final Duration AROUND = Duration.ofSeconds(5);

    /** The most that the group may take to form. */
    static final Duration MOST_TO_FORM = Duration.ofSeconds(45);

    /** The most that a member may take for what follows the measured part: longer than it gives itself. */
    static final Duration MOST_TO_END = Duration.ofSeconds(30);

    /**
     * What a run that goes well takes.
     *
     * @return an estimate
     */
    public Duration expected() {
        return warmUp.plus(measured).plus(AROUND);
    }
}
