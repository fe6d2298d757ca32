package org.ordercast.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Under faults that never stop, nothing wrong ever happens. */
@ExtendWith(SimulationReport.class)
class SafetySimulationTest {

    private static final int SEEDS = 400;

    @Test
    void faultsNeverMakeAnythingWrong() {
        RunRecord record = new Campaign(getClass(), Scenario.SAFETY).run(SEEDS);

        assertThat(record.delivered()).isPositive();
    }
}
