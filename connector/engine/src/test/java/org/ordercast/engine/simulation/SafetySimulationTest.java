package org.ordercast.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ordercast.engine.Counter;

/** Under faults that never stop, nothing wrong ever happens. */
@ExtendWith(SimulationReport.class)
class SafetySimulationTest {

    private static final int SEEDS = 600;

    /** What only faults bring about. A campaign in which one of these never happened has not tried it. */
    private static final List<Counter> CORNERS = List.of(
            Counter.NAKS_RECEIVED,
            Counter.REPAIRS_UNICAST,
            Counter.REPAIRS_MULTICAST,
            Counter.REPAIRS_DEFERRED,
            Counter.DUPLICATES,
            Counter.OUT_OF_ORDER,
            Counter.EVICTIONS,
            Counter.WINDOW_STALLS,
            Counter.MESSAGES_MISSED,
            Counter.DROPPED_TRUNCATED,
            Counter.DROPPED_FOREIGN_PROTOCOL,
            Counter.DROPPED_UNKNOWN_VERSION,
            Counter.DROPPED_FOREIGN_GROUP,
            Counter.DROPPED_CORRUPT,
            Counter.DROPPED_MALFORMED,
            Counter.DROPPED_OLD_EPOCH,
            Counter.DROPPED_UNKNOWN_SENDER);

    @Test
    void faultsNeverMakeAnythingWrong() {
        RunRecord record = new Campaign(getClass(), Scenario.SAFETY).run(SEEDS);

        if (Campaign.isWhole()) {
            assertThat(CORNERS)
                    .allSatisfy(corner -> assertThat(record.counters().get(corner))
                            .as("how often it came to %s", corner)
                            .isPositive());
        }
    }
}
