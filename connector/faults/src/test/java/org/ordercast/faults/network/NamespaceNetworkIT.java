package org.ordercast.faults.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ordercast.faults.group.NeedsNamespaces;

/** The network loses what it is told to lose, and nothing else: a proof under faults that did not happen is none. */
@NeedsNamespaces
class NamespaceNetworkIT {

    /** What timeout(1) ends with when what it ran did not. */
    private static final int TIMED_OUT = 124;

    private NamespaceNetwork network;

    @BeforeEach
    void make() {
        network = NamespaceNetwork.make(3);
    }

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void everyHostReachesEveryOther() throws Exception {
        assertThat(reaches(0, 1)).isTrue();
        assertThat(reaches(2, 0)).isTrue();
        assertThat(network.dropped()).isZero();
    }

    @Test
    void aHostThatIsCutOffReachesNobodyUntilTheNetworkIsHealed() throws Exception {
        network.isolate(0);
        assertThat(reaches(0, 1)).isFalse();
        assertThat(reaches(1, 0)).isFalse();
        assertThat(reaches(1, 2)).isTrue();
        assertThat(network.dropped()).isPositive();

        network.heal();
        assertThat(reaches(0, 1)).isTrue();
    }

    @Test
    void whatOnlyOneDoesNotHearIsDroppedThere() throws Exception {
        network.silence(0, 1);

        assertThat(reaches(0, 1)).isFalse();
        assertThat(reaches(0, 2)).isTrue();
    }

    @Test
    void aShareOfWhatArrivesIsLost() throws Exception {
        network.lose(50);
        int tries = 0;
        int answered = 0;
        while ((network.dropped() == 0 || answered == 0) && tries < 50) {
            answered += reaches(0, 1) ? 1 : 0;
            tries++;
        }

        assertThat(network.dropped()).isPositive();
        assertThat(answered).isPositive();
    }

    @Test
    void nothingIsLeftBehind() {
        network.close();

        assertThat(SystemCommand.run("ip", "netns", "list"))
                .doesNotContain("ordercast-" + ProcessHandle.current().pid() + "-");
    }

    /** Whether a host answers another, even if only that it has no such service. */
    private boolean reaches(int from, int to) throws IOException, InterruptedException {
        String connect = "exec 3<>/dev/tcp/10.77.0." + (to + 1) + "/9";
        int end = new ProcessBuilder(network.inside(from, List.of("timeout", "2", "bash", "-c", connect)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        return end != TIMED_OUT;
    }
}
