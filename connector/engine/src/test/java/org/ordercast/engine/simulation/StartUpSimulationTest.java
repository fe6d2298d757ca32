package org.ordercast.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Members that start together settle on one sequencer, and get everything done. */
@ExtendWith(SimulationReport.class)
class StartUpSimulationTest {

    private static final int SEEDS = 1000;

    @Test
    void membersThatStartTogetherSettleOnOneSequencer() {
        RunRecord record = new Campaign(getClass(), Scenario.START_UP).run(SEEDS);

        assertThat(record.delivered()).isPositive();
    }
}
