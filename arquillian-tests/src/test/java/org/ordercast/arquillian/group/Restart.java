package org.ordercast.arquillian.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ordercast.arquillian.application.Eventually.eventually;

import java.util.List;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.ordercast.arquillian.server.Settings;

/** All servers of a group are stopped, and started again. Wherever a test class has them keep their logs. */
@ArquillianTest
abstract class Restart {

    private static final List<String> ALL = List.of(ThreeServers.FIRST, ThreeServers.SECOND, ThreeServers.THIRD);

    private final ThreeServers servers = new ThreeServers();

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = ThreeServers.FIRST, testable = false, managed = false)
    @TargetsContainer(ThreeServers.FIRST)
    static WebArchive first() {
        return ThreeServers.application();
    }

    @Deployment(name = ThreeServers.SECOND, testable = false, managed = false)
    @TargetsContainer(ThreeServers.SECOND)
    static WebArchive second() {
        return ThreeServers.application();
    }

    @Deployment(name = ThreeServers.THIRD, testable = false, managed = false)
    @TargetsContainer(ThreeServers.THIRD)
    static WebArchive third() {
        return ThreeServers.application();
    }

    @Test
    void theOrderGoesOnWithNothingLostAndNothingDoubled() {
        long each = Settings.messages();
        ALL.forEach(deployer::deploy);
        List<ServerReport> before = servers.awaitAllInView();
        servers.publishFromAll((int) each);
        List<ServerReport> delivered = servers.awaitReceived(3 * each);
        assertThat(delivered).extracting(ServerReport::ordered).containsOnly(3 * each);
        ALL.forEach(deployer::undeploy);

        // In the other order: whichever comes first need not be the one that came first before.
        List.of(ThreeServers.THIRD, ThreeServers.SECOND, ThreeServers.FIRST).forEach(deployer::deploy);
        List<ServerReport> after = servers.awaitAllInView();
        assertThat(after)
                .extracting(ServerReport::members)
                .containsOnly(before.get(0).members());
        assertThat(after)
                .extracting(ServerReport::ordered)
                .as("what was ordered before the servers were stopped, and nothing else")
                .containsOnly(3 * each);
        servers.publishFromAll((int) each);

        List<ServerReport> again = servers.awaitReceived(3 * each);
        assertThat(again).extracting(ServerReport::count).containsOnly(3 * each);
        assertThat(again).extracting(ServerReport::fault).containsOnly("");
        assertThat(again)
                .extracting(ServerReport::digest)
                .containsOnly(again.get(0).digest());
        eventually(
                () -> "all members have the whole order: " + servers.reports(),
                () -> servers.reports().stream().allMatch(report -> report.ordered() == 6 * each));
        assertThat(servers.reports())
                .extracting(ServerReport::order)
                .as("the digest of the order from its beginning on")
                .containsOnly(servers.reports().get(0).order());
        ALL.forEach(deployer::undeploy);
    }
}
