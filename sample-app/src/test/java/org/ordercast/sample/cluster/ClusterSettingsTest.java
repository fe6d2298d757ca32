package org.ordercast.sample.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The settings of a cluster")
class ClusterSettingsTest {

    @TempDir
    private Path directory;

    private final Properties properties = new Properties();

    @BeforeEach
    void giveWhatIsNeeded() throws IOException {
        for (String name : new String[] {"payara", "rar", "war"}) {
            properties.setProperty(
                    "cluster." + name, Files.createFile(directory.resolve(name)).toString());
        }
        properties.setProperty("cluster.directory", directory.toString());
    }

    @Test
    void haveThreeServersByDefaultAndAGroupOfTheirOwn() {
        ClusterSettings settings = ClusterSettings.read(properties);

        assertThat(settings.ports()).containsExactly(8181, 8182, 8183);
        assertThat(settings.group()).isEqualTo("orderbook-8181");
    }

    @Test
    void nameTheGroupAfterTheFirstPortSoThatTwoClustersStayApart() {
        properties.setProperty("cluster.ports", "9001, 9002");

        assertThat(ClusterSettings.read(properties).group()).isEqualTo("orderbook-9001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0", "65536", "8181,8181", "1,2,3,4,5,6,7,8,9,10"})
    void areRefusedWithPortsThatAreNotAllowed(String ports) {
        properties.setProperty("cluster.ports", ports);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterSettings.read(properties))
                .withMessageStartingWith("cluster.ports: ");
    }

    @Test
    void areRefusedWithoutTheRar() throws IOException {
        Files.delete(directory.resolve("rar"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterSettings.read(properties))
                .withMessageContaining("rar is not there");
    }

    @Test
    void doNotStartAClusterOnAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            properties.setProperty("cluster.ports", Integer.toString(taken.getLocalPort()));

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> Cluster.start(ClusterSettings.read(properties)))
                    .withMessageContaining("Port " + taken.getLocalPort() + " of 127.0.0.1 is taken");
        }
    }
}
