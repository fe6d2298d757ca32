package org.ordercast.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void theMiddleOfAnOddNumberOfRunsIsOneOfThem() {
        assertThat(Figure.of(List.of(3.0, 1.0, 9.0))).isEqualTo(new Figure(3, 1, 9));
    }

    @Test
    void theMiddleOfAnEvenNumberOfRunsIsBetweenTwoOfThem() {
        assertThat(Figure.of(List.of(4.0, 1.0, 9.0, 2.0))).isEqualTo(new Figure(3, 1, 9));
    }

    @Test
    void theTextHasTheSpreadInBrackets() {
        assertThat(new Figure(1_500, 1_000, 2_000).text("%,.0f")).isEqualTo("1,500 (1,000 – 2,000)");
    }
}
