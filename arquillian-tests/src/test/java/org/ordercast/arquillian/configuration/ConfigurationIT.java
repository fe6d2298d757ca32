package org.ordercast.arquillian.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ordercast.arquillian.application.Eventually.eventually;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ordercast.arquillian.application.Administration;
import org.ordercast.arquillian.application.Applications;
import org.ordercast.arquillian.application.DeploymentFailedException;
import org.ordercast.arquillian.application.Management;
import org.ordercast.arquillian.payara.PayaraCommands;
import org.ordercast.arquillian.server.Settings;

/**
 * A mistake in the configuration fails the deployment of what it belongs to, with one sentence that names the property,
 * its value and what is allowed. The sentence is looked for where a deployer finds it: in what the server says, and in
 * its log.
 */
@ArquillianTest
class ConfigurationIT {

    private static final String BAD_BEAN = "bad-bean.war";

    private final Administration administration = new PayaraCommands();

    @Deployment
    static WebArchive application() {
        return Applications.with()
                .addPackage(PayaraCommands.class.getPackage())
                .addClass(Settings.class)
                .addAsResource(Applications.asset(Applications.containing("bad", BadBean.class)), BAD_BEAN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            port                | 70000     | port: 70000 is not allowed; 1 to 65535
            port                | 0         | port: 0 is not allowed; 1 to 65535
            timeToLive          | 256       | timeToLive: 256 is not allowed; 0 to 255
            maxDatagramSize     | 100       | maxDatagramSize: 100 is not allowed; 512 to 65507
            memberTimeout       | 1         | memberTimeout: 1 is not allowed; 500 to 3600000
            simulatedLoss       | 0.95      | simulatedLoss: 0.95 is not allowed; 0 to 0.9
            sendTimeout         | 0         | sendTimeout: 0 is not allowed; 1 to 3600000
            publishBuffer       | 5         | publishBuffer: 5 is not allowed; at least maxMessageSize, which is 16777216
            """)
    void aPropertyOutOfItsRangeIsRefused(String property, String value, String sentence) throws IOException {
        assertThatDeploymentFails(Map.of(property, value), sentence);
    }

    @Test
    void aNetworkInterfaceThatThereIsNotIsRefusedAndThoseThatThereAreAreNamed() throws IOException {
        String loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress())
                .getName();

        assertThatDeploymentFails(
                Map.of("networkInterface", "nosuch0"), "networkInterface: there is no 'nosuch0' on this machine");
        assertThatDeploymentFails(Map.of("networkInterface", "nosuch0"), loopback + " (127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.1", "2001:db8::1"})
    void anAddressThatIsNotMulticastIsRefused(String address) throws IOException {
        assertThatDeploymentFails(
                Map.of("groupAddress", address),
                "groupAddress: '" + address + "' is not a multicast address; 224.0.0.0 to 239.255.255.255");
    }

    @Test
    void anAddressThatIsNoneIsRefused() throws IOException {
        assertThatDeploymentFails(Map.of("groupAddress", "somewhere"), "groupAddress: 'somewhere'");
    }

    @Test
    void anAdapterThatWasRefusedLeavesNothingBehind() {
        assertThatThrownBy(() -> administration.deployAdapter("bad", Map.of("group", "left-behind", "port", "70000")))
                .isInstanceOf(DeploymentFailedException.class);

        assertThat(Management.all()).noneMatch(name -> name.toString().contains("left-behind"));
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().contains("left-behind"));
    }

    @Test
    void anActivationPropertyThatIsNotAllowedIsRefused() throws Exception {
        try {
            administration.deployApplication("bad", extract(BAD_BEAN));
        } catch (DeploymentFailedException e) {
            // A server may fail the whole application, or only leave out the bean.
        }

        eventually(
                "the log says what is wrong with the bean's failureStrategy",
                () -> logged("failureStrategy: 'explode' is not allowed; stop or skip"));
        assertThat(Management.all()).noneMatch(name -> name.toString().contains(BadBean.SUBSCRIPTION));
    }

    private void assertThatDeploymentFails(Map<String, String> properties, String sentence) throws IOException {
        assertThatThrownBy(() -> administration.deployAdapter("bad", properties))
                .isInstanceOf(DeploymentFailedException.class)
                .hasMessageContaining(sentence);
        eventually("the log says: " + sentence, () -> logged(sentence));
    }

    private static boolean logged(String sentence) {
        try {
            return Settings.log().contains(sentence);
        } catch (IOException e) {
            // The server may just be moving its files.
            return false;
        }
    }

    private static Path extract(String resource) throws IOException {
        Path file = Files.createTempFile("", resource);
        try (InputStream content = ConfigurationIT.class.getResourceAsStream("/" + resource)) {
            Files.write(file, content.readAllBytes());
        }
        return file;
    }
}
