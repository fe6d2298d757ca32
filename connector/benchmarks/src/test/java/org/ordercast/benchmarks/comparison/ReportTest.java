package org.ordercast.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.ordercast.benchmarks.contenders.Contender;
import org.ordercast.benchmarks.runs.Load;
import org.ordercast.benchmarks.runs.Measurement;
import org.ordercast.benchmarks.systems.Frames;

class ReportTest {

    private static final Contender OWN = Contender.of("ordercast");
    private static final Contender PEER = Contender.of("jgroups");
    private static final Load LOAD = Load.saturating(100, 1, Frames.LOOPBACK);
    private static final Load PACED = LOAD.withRate(1_000);

    @Test
    void theRatioIsTheMiddleOfThoseWithinRounds() {
        // The machine was ten times slower in the second round.
        List<String> lines = report(
                rate(OWN, 1, 2_000),
                rate(PEER, 1, 1_000),
                rate(OWN, 2, 400),
                rate(PEER, 2, 100),
                rate(OWN, 3, 3_000),
                rate(PEER, 3, 1_000));

        assertThat(lines)
                .anySatisfy(
                        line -> assertThat(line).startsWith("| jgroups | 1,000 (100 – 1,000) | 3.00 (2.00 – 4.00) |"));
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("| ordercast | 2,000 (400 – 3,000) | – |"));
    }

    @Test
    void aFailedRunIsCountedNamedAndInNoFigure() {
        List<String> lines = report(rate(OWN, 1, 2_000), rate(PEER, 1, 1_000), rate(OWN, 2, 2_000), failed(PEER, 2));

        assertThat(lines)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("| jgroups | 1,000 (1,000 – 1,000) | 2.00 (2.00 – 2.00) |")
                        .endsWith("| 1 of 2 |"));
        assertThat(lines)
                .contains("- jgroups, 100 B, 1 of 3 publish, loopback's frames, saturating, round 2: stood still");
    }

    @Test
    void aSystemOfWhichEveryRunFailedHasNoFigures() {
        assertThat(report(rate(OWN, 1, 2_000), failed(PEER, 1)))
                .contains("| jgroups | – | – | – | – | – | – | 1 of 1 |");
    }

    @Test
    void latenciesAreComparedTheOtherWayRound() {
        List<String> lines = report(latency(OWN, 1, 2_000_000), latency(PEER, 1, 10_000_000));

        assertThat(lines)
                .anySatisfy(line -> assertThat(line).startsWith("| jgroups |").contains("| 5.00 (5.00 – 5.00) |"));
    }

    private static List<String> report(Measurement... measurements) {
        return new Report(OWN, List.of(measurements)).lines();
    }

    private static Measurement rate(Contender contender, int round, double rate) {
        return measurement(contender, LOAD, round, Optional.empty(), rate, 1);
    }

    private static Measurement latency(Contender contender, int round, long nanos) {
        return measurement(contender, PACED, round, Optional.empty(), 1_000, nanos);
    }

    private static Measurement failed(Contender contender, int round) {
        return measurement(contender, LOAD, round, Optional.of("stood still"), 0, 1);
    }

    private static Measurement measurement(
            Contender contender, Load load, int round, Optional<String> failure, double rate, long nanos) {
        Histogram latency = new Histogram(3);
        latency.recordValue(nanos);
        return new Measurement(contender, load, round, failure, rate, 1, 1, 1, 1, 1, latency, latency, "");
    }
}
