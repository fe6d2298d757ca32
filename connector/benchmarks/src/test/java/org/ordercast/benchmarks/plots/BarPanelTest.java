package org.ordercast.benchmarks.plots;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BarPanelTest {

    @Test
    void anAxisIsDividedInRoundSteps() {
        assertThat(BarPanel.step(0.9)).isEqualTo(1);
        assertThat(BarPanel.step(1.2)).isEqualTo(2);
        assertThat(BarPanel.step(30_000)).isEqualTo(50_000);
        assertThat(BarPanel.step(600_000)).isEqualTo(1_000_000);
    }
}
