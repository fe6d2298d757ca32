package org.ordercast.benchmarks.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final long START = 7;
    private static final long SECOND = 1_000_000_000;

    private final Schedule schedule = new Schedule(START, SECOND, 2 * SECOND, 1_000, 2);

    @Test
    void publishersTakeTurnsAtTheRateThatTheyShare() {
        assertThat(List.of(
                        schedule.intended(0, 1) - START,
                        schedule.intended(1, 1) - START,
                        schedule.intended(0, 2) - START,
                        schedule.intended(1, 501) - START))
                .containsExactly(0L, SECOND / 1_000, SECOND / 500, SECOND + SECOND / 1_000);
    }

    @Test
    void onlyWhatIsIntendedBehindTheWarmUpAndBeforeTheEndIsMeasured() {
        assertThat(schedule.isMeasured(START + SECOND - 1)).isFalse();
        assertThat(schedule.isMeasured(START + SECOND)).isTrue();
        assertThat(schedule.isMeasured(START + 3 * SECOND - 1)).isTrue();
        assertThat(schedule.isMeasured(START + 3 * SECOND)).isFalse();
    }

    @Test
    void largeMessagesBeginMoreSlowlyThanSmallOnes() {
        assertThat(schedule.intendedSlowly(0, 2, 1 << 20)).isGreaterThan(schedule.intendedSlowly(0, 2, 100));
    }
}
