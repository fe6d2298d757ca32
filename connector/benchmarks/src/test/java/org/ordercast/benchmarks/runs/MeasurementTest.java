package org.ordercast.benchmarks.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ordercast.benchmarks.contenders.Contender;
import org.ordercast.benchmarks.systems.Frames;

class MeasurementTest {

    private static final Contender CONTENDER = Contender.of("ordercast");
    private static final Load LOAD = Load.saturating(100, 1, Frames.LOOPBACK);

    @Test
    void theRateIsThatOfTheSlowestMemberAndTheCostThatOfAll() {
        Measurement measurement =
                Measurement.of(CONTENDER, LOAD, 1, List.of(result(2_000, 3), result(1_000, 5)), 500_000);

        assertThat(measurement.failure()).isEmpty();
        assertThat(measurement.rate()).isEqualTo(1_000);
        assertThat(measurement.cpuPerMillion()).isEqualTo(8_000);
        assertThat(measurement.sequencerCpuPerMillion()).isEqualTo(3_000);
        assertThat(measurement.wireBytesPerMessage()).isEqualTo(500);
    }

    @Test
    void aMemberThatReceivedNothingFailsTheRun() {
        assertThat(Measurement.of(CONTENDER, LOAD, 1, List.of(result(2_000, 1), result(0, 1)), 0)
                        .failure())
                .isPresent();
    }

    @Test
    void aFailureIsWholeInJson() {
        assertThat(Measurement.failed(CONTENDER, LOAD, 2, "said \"no\"\nand ended")
                        .json())
                .isEqualTo("{\"system\":\"ordercast\",\"round\":2,\"payload\":100,\"members\":3,\"publishers\":1,"
                        + "\"frames\":\"loopback\",\"targetRate\":0,\"inFlight\":0,\"loss\":0.0,"
                        + "\"failure\":\"said \\\"no\\\" and ended\"}");
    }

    /** Of one second. */
    private static MemberResult result(long messages, long cpuSeconds) {
        return MemberResult.of(
                new Usage(0, 0, 0, 0),
                new Usage(1_000_000_000, cpuSeconds * 1_000_000_000, 0, messages),
                0,
                1,
                "",
                new Latencies());
    }
}
