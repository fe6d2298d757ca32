package org.ordercast.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ordercast.engine.Counter;

/** With a group key, forged and replayed datagrams change nothing, and keys rotate without a lost message. */
@ExtendWith(SimulationReport.class)
class SealedSimulationTest {

    private static final int SEEDS = 150;

    /** What a campaign must have come to, to have tried anything. */
    private static final List<Counter> CORNERS = List.of(
            Counter.DROPPED_UNAUTHENTICATED,
            Counter.DROPPED_REPLAYED,
            Counter.DROPPED_UNSEALED,
            Counter.REPAIRS_UNICAST);

    @Test
    void forgeryAndReplayChangeNothingAndEverythingIsDelivered() {
        RunRecord record = new Campaign(getClass(), Scenario.SEALED).run(SEEDS);

        assertThat(record.delivered()).isPositive();
        if (Campaign.isWhole()) {
            assertThat(CORNERS)
                    .allSatisfy(corner -> assertThat(record.counters().get(corner))
                            .as("how often it came to %s", corner)
                            .isPositive());
            assertThat(record.counters().get(Counter.DROPPED_CORRUPT))
                    .as("what only a checksum found")
                    .isZero();
        }
    }
}
