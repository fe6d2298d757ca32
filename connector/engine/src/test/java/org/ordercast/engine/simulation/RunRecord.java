package org.ordercast.engine.simulation;

import java.util.EnumMap;
import java.util.Map;
import org.ordercast.engine.Counter;

/**
 * What happened in a run, or in several together.
 *
 * @param simulated how much simulated time passed, in nanoseconds
 * @param events how many events happened
 * @param datagrams how many datagrams were sent
 * @param delivered how many messages all members together received
 * @param gaps how many gaps all members together were told of
 * @param counters what the members counted
 */
record RunRecord(long simulated, long events, long datagrams, long delivered, long gaps, Map<Counter, Long> counters) {

    /** Nothing. */
    static final RunRecord NONE = new RunRecord(0, 0, 0, 0, 0, Map.of());

    /** This and another one together. */
    RunRecord plus(RunRecord other) {
        Map<Counter, Long> sum = new EnumMap<>(Counter.class);
        sum.putAll(counters);
        other.counters.forEach((counter, value) -> sum.merge(counter, value, Long::sum));
        return new RunRecord(
                simulated + other.simulated,
                events + other.events,
                datagrams + other.datagrams,
                delivered + other.delivered,
                gaps + other.gaps,
                sum);
    }
}
