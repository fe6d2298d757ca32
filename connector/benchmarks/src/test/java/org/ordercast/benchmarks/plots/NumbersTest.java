package org.ordercast.benchmarks.plots;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void threeDigitsCount() {
        assertThat(Numbers.rounded(1_089_076)).isEqualTo("1,090,000");
        assertThat(Numbers.rounded(142.4)).isEqualTo("142");
        assertThat(Numbers.rounded(1.794)).isEqualTo("1.79");
        assertThat(Numbers.rounded(0)).isEqualTo("0");
    }

    @Test
    void anAxisSaysThousandsAndMillions() {
        assertThat(Numbers.brief(0)).isEqualTo("0");
        assertThat(Numbers.brief(250_000)).isEqualTo("250k");
        assertThat(Numbers.brief(1_500_000)).isEqualTo("1.5M");
    }

    @Test
    void aTimeHasTheUnitThatSuitsIt() {
        assertThat(Numbers.time(469)).isEqualTo("469 µs");
        assertThat(Numbers.time(1_774)).isEqualTo("1.77 ms");
        assertThat(Numbers.time(100_000)).isEqualTo("100 ms");
        assertThat(Numbers.time(2_000_000)).isEqualTo("2 s");
    }
}
