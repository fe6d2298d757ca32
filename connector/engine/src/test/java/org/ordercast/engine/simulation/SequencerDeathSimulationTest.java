package org.ordercast.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When its sequencer dies, the group waits, and never orders anything wrongly. */
@ExtendWith(SimulationReport.class)
class SequencerDeathSimulationTest {

    private static final int SEEDS = 600;

    @Test
    void withoutItsSequencerTheGroupWaits() {
        RunRecord record = new Campaign(getClass(), Scenario.SEQUENCER_DEATH).run(SEEDS);

        assertThat(record.delivered()).isPositive();
    }
}
