package org.ordercast.benchmarks.runs;

import java.time.Duration;

/**
 * When what happens in a run, on the clock of {@link System#nanoTime()}, which all processes of a machine share. Publishers begin
 * slowly, so that nobody is overrun while its code is still being compiled, and then do what is measured for a while before it is.
 *
 * @param start when publishers begin
 * @param warmUp nanoseconds from there until measuring begins
 * @param measured nanoseconds that are measured
 * @param rate messages a second of all publishers together, 0 for as many as possible
 * @param publishers how many share that rate
 */
record Schedule(long start, long warmUp, long measured, int rate, int publishers) {

    private static final long NANOS_A_SECOND = 1_000_000_000;

    /** The most that publishers send together at the beginning. */
    private static final int SLOW_RATE = 20_000;

    /** The most bytes a second that they send together at the beginning. */
    private static final int SLOW_BYTES = 20_000_000;

    static Schedule of(Load load, long start, Duration warmUp, Duration measured) {
        return new Schedule(start, warmUp.toNanos(), measured.toNanos(), load.rate(), load.publishers());
    }

    long slowUntil() {
        return start + warmUp / 2;
    }

    long measuredFrom() {
        return start + warmUp;
    }

    long measuredUntil() {
        return start + warmUp + measured;
    }

    boolean isMeasured(long time) {
        return time - measuredFrom() >= 0 && time - measuredUntil() < 0;
    }

    /** When a message is to be sent, whether its publisher is in time or not. Publishers take turns. */
    long intended(int publisher, long number) {
        return intended(publisher, number, rate);
    }

    /** When a message of the slow beginning is to be sent. */
    long intendedSlowly(int publisher, long number, int payload) {
        return intended(publisher, number, Math.max(1, Math.min(SLOW_RATE, SLOW_BYTES / payload)));
    }

    private long intended(int publisher, long number, int messagesASecond) {
        long turn = (number - 1) * publishers + publisher % publishers;
        return start + Math.multiplyExact(turn, NANOS_A_SECOND) / messagesASecond;
    }
}
