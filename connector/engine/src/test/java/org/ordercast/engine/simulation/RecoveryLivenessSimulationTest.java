package org.ordercast.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Once everybody is back, everything that live members published is delivered everywhere, and complete. */
@ExtendWith(SimulationReport.class)
class RecoveryLivenessSimulationTest {

    private static final int SEEDS = 450;

    @Test
    void onceAllAreBackEverythingIsDelivered() {
        RunRecord record = new Campaign(getClass(), Scenario.RECOVERY_LIVENESS).run(SEEDS);

        assertThat(record.delivered()).isPositive();
    }
}
