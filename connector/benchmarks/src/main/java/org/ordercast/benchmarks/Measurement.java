package org.ordercast.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * What one run gave.
 *
 * @param load what was sent
 * @param rate messages a second at the slowest member, over the part after the warm-up
 * @param cpuPerMillion seconds of processor time for a million messages, all processes together
 * @param naks requests for repair that were sent
 */
record Measurement(Load load, double rate, double cpuPerMillion, long naks) {

    /** Puts together what the members said: nanoseconds, processor nanoseconds, digest, requests for repair. */
    static Measurement of(Load load, List<String[]> results) {
        long slowest = 0;
        long cpu = 0;
        long naks = 0;
        for (String[] result : results) {
            slowest = Math.max(slowest, Long.parseLong(result[1]));
            cpu += Long.parseLong(result[2]);
            naks += Long.parseLong(result[4]);
            if (!result[3].equals(results.get(0)[3])) {
                throw new IllegalStateException("the members disagree about the order");
            }
        }
        long measured = load.total() - load.warmUp();
        return new Measurement(load, measured * 1e9 / slowest, cpu * 1e-9 * 1e6 / measured, naks);
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"payload\":%d,\"publishers\":%d,\"maxDatagramSize\":%d,\"inFlight\":%d,\"directThreshold\":%d,"
                        + "\"durability\":\"%s\",\"messages\":%d,\"rate\":%.0f,\"cpuSecondsPerMillion\":%.2f,\"naks\":%d}",
                load.payload(),
                load.publishers(),
                load.maxDatagramSize(),
                load.inFlight(),
                load.directThreshold(),
                load.durability(),
                load.total(),
                rate,
                cpuPerMillion,
                naks);
    }
}
