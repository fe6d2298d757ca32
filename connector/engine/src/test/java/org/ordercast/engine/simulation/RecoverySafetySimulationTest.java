package org.ordercast.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever dies, the sequencer too, and comes back with its log: nothing is lost, doubled or reordered. */
@ExtendWith(SimulationReport.class)
class RecoverySafetySimulationTest {

    private static final int SEEDS = 450;

    @Test
    void whoeverDiesTheOrderGoesOnWhereItWas() {
        RunRecord record = new Campaign(getClass(), Scenario.RECOVERY_SAFETY).run(SEEDS);

        assertThat(record.delivered()).isPositive();
    }
}
