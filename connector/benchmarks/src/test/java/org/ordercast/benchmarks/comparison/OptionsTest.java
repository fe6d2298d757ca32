package org.ordercast.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.ordercast.benchmarks.runs.Load;
import org.ordercast.benchmarks.systems.Frames;

class OptionsTest {

    @Test
    void eachCombinationOfWhatIsAskedForIsALoad() {
        Comparison comparison = new Options(
                        "payloads=100,1024", "publishers=1", "frames=ethernet", "rates=500", "ratePayloads=50")
                .comparison();

        assertThat(comparison.loads())
                .containsExactly(
                        Load.saturating(100, 1, Frames.ETHERNET),
                        Load.saturating(1024, 1, Frames.ETHERNET),
                        Load.saturating(50, 1, Frames.ETHERNET).withRate(500));
    }

    @Test
    void whatIsEmptyHasItsDefault() {
        assertThat(new Options("seconds=").comparison().timing().measured()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aRateOfZeroMeansNoLoadAtAFixedRate() {
        assertThat(new Options("rates=0").comparison().loads()).allMatch(load -> load.rate() == 0);
    }

    @Test
    void anUnknownNameIsRefused() {
        assertThatThrownBy(() -> new Options("sytems=floor")).hasMessageContaining("'sytems=floor' is not known");
    }
}
