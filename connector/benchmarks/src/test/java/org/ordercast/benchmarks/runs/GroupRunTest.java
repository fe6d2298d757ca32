package org.ordercast.benchmarks.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ordercast.benchmarks.contenders.Contender;
import org.ordercast.benchmarks.systems.Frames;

class GroupRunTest {

    private static final Load LOAD = Load.saturating(100, 1, Frames.LOOPBACK);
    private static final Timing SHORT = new Timing(Duration.ofMillis(200), Duration.ofMillis(500));
    private static final JavaOptions JAVA =
            new JavaOptions(Path.of(System.getProperty("java.home"), "bin", "java"), "256m");

    @TempDir
    private Path directory;

    @Test
    void threeProcessesGiveARateAndLeaveNoFiles() throws Exception {
        Measurement measurement = run("floor", LOAD);

        assertThat(measurement.failure()).isEmpty();
        assertThat(measurement.rate()).isPositive();
        assertThat(measurement.cpuPerMillion()).isPositive();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void atAFixedRateEachMeasuredMessageHasALatencyAtEachMember() throws Exception {
        Measurement measurement = run("floor", LOAD.withRate(1_000));

        assertThat(measurement.failure()).isEmpty();
        assertThat(measurement.latencyAtPublisher().getTotalCount()).isEqualTo(500);
        assertThat(measurement.latencyAtOthers().getTotalCount()).isEqualTo(1_000);
    }

    @Test
    void aSystemThatDoesNotStartIsAFailedRunWithItsReason() throws Exception {
        Measurement measurement = run("ordercast:unheard-of", LOAD);

        assertThat(measurement.failure().orElseThrow()).contains("UNHEARD-OF");
        assertThat(directory).isDirectoryContaining("glob:**member-0.log");
    }

    private Measurement run(String contender, Load load) throws Exception {
        return new GroupRun(Contender.of(contender), load, SHORT, JAVA, directory).run(1);
    }
}
