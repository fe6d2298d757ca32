package org.ordercast.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private final Timeline timeline = new Timeline();
    private final List<String> happened = new ArrayList<>();

    @Test
    void whatIsPlannedHappensInTheOrderOfItsTimes() {
        plan(30, "c");
        plan(10, "a");
        plan(20, "b");

        runUntil(100);

        assertThat(happened).containsExactly("a at 10", "b at 20", "c at 30");
        assertThat(timeline.now()).isEqualTo(100);
        assertThat(timeline.eventsRun()).isEqualTo(3);
    }

    @Test
    void whatIsPlannedForOneMomentHappensInTheOrderOfThePlanning() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            plan(10, name);
        }

        runUntil(10);

        assertThat(happened).containsExactly("a at 10", "b at 10", "c at 10", "d at 10", "e at 10");
    }

    @Test
    void whatIsPlannedForLaterWaits() {
        plan(11, "late");

        runUntil(10);

        assertThat(happened).isEmpty();
        assertThat(timeline.now()).isEqualTo(10);
    }

    @Test
    void whatHappensMayPlanMoreForTheSameMoment() {
        timeline.at(5, () -> plan(5, "second"));

        runUntil(5);

        assertThat(happened).containsExactly("second at 5");
    }

    @Test
    void nothingIsPlannedForThePast() {
        runUntil(10);

        assertThatThrownBy(() -> plan(9, "past")).isInstanceOf(IllegalArgumentException.class);
    }

    private void plan(long time, String name) {
        timeline.at(time, () -> happened.add(name + " at " + timeline.now()));
    }

    private void runUntil(long time) {
        while (timeline.runNextUntil(time)) {
            assertThat(timeline.now()).isLessThanOrEqualTo(time);
        }
    }
}
