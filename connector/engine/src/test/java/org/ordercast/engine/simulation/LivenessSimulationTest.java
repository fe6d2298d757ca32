package org.ordercast.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Once faults stop, everything that live members published is delivered everywhere, and complete. */
@ExtendWith(SimulationReport.class)
class LivenessSimulationTest {

    private static final int SEEDS = 600;

    @Test
    void onceFaultsStopEverythingIsDelivered() {
        RunRecord record = new Campaign(getClass(), Scenario.LIVENESS).run(SEEDS);

        assertThat(record.delivered()).isPositive();
    }
}
