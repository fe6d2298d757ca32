package org.ordercast.sample.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A meter")
class MeterTest {

    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final Meter meter = new Meter(clock::get);

    private Interval last() {
        clock.addAndGet(Meter.INTERVAL_MILLIS);
        return meter.intervals().get(Meter.INTERVALS - 1);
    }

    @Test
    void isQuietAtFirst() {
        assertThat(meter.intervals()).hasSize(Meter.INTERVALS).containsOnly(new Interval(0, 0, 0, 0));
    }

    @Test
    void showsAnIntervalOnlyOnceItIsComplete() {
        meter.record(10);

        assertThat(meter.intervals()).extracting(Interval::count).containsOnly(0L);
        assertThat(last().count()).isEqualTo(1);
    }

    @Test
    void givesMedianHighAndMaximumWithinSixPerCent() {
        for (int micros = 1; micros <= 10_000; micros++) {
            meter.record(micros);
        }

        Interval interval = last();
        assertThat((double) interval.median()).isCloseTo(5_000, Percentage.withPercentage(6.5));
        assertThat((double) interval.high()).isCloseTo(9_900, Percentage.withPercentage(6.5));
        assertThat(interval.max()).isEqualTo(10_000);
    }

    @Test
    void isExactForLatenciesBelowThirtyTwoMicroseconds() {
        meter.record(3);
        meter.record(30);
        meter.record(31);

        assertThat(last().median()).isCloseTo(30, within(0L));
    }

    @Test
    void countsALatencyBelowZeroAsZero() {
        meter.record(-5);

        assertThat(last()).isEqualTo(new Interval(1, 0, 0, 0));
    }

    @Test
    void showsQuietIntervalsAsQuiet() {
        meter.record(10);
        clock.addAndGet(3L * Meter.INTERVAL_MILLIS);

        assertThat(meter.intervals().subList(Meter.INTERVALS - 3, Meter.INTERVALS))
                .extracting(Interval::count)
                .containsExactly(1L, 0L, 0L);
    }

    @Test
    void forgetsWhatIsOlderThanItsMinute() {
        meter.record(10);
        clock.addAndGet(1_000L * Meter.INTERVAL_MILLIS);

        assertThat(meter.intervals()).extracting(Interval::count).containsOnly(0L);
    }
}
