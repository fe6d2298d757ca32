package org.ordercast.arquillian.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.ordercast.arquillian.server.Settings;

/** Beans on three servers receive what beans on all three publish, in one order. On whichever network a test class sets. */
@ArquillianTest
abstract class OneOrder {

    private static final int LARGEST = 16 * 1024 * 1024;

    /** Room for the destination and the checksum that go along with the payload. */
    private static final int OVERHEAD = 100;

    final ThreeServers servers = new ThreeServers();

    @Deployment(name = ThreeServers.FIRST, testable = false)
    @TargetsContainer(ThreeServers.FIRST)
    static WebArchive first() {
        return ThreeServers.application();
    }

    @Deployment(name = ThreeServers.SECOND, testable = false)
    @TargetsContainer(ThreeServers.SECOND)
    static WebArchive second() {
        return ThreeServers.application();
    }

    @Deployment(name = ThreeServers.THIRD, testable = false)
    @TargetsContainer(ThreeServers.THIRD)
    static WebArchive third() {
        return ThreeServers.application();
    }

    @Test
    void serversOfOneConfigurationFindEachOtherAndOneOfThemOrders() {
        List<ServerReport> reports = servers.awaitTogether();

        assertThat(reports)
                .extracting(ServerReport::sequencer)
                .containsOnly(reports.get(0).sequencer());
        assertThat(reports)
                .filteredOn(each -> each.state().equals("SEQUENCING"))
                .extracting(ServerReport::server)
                .containsExactly(reports.get(0).sequencer());
    }

    @Test
    void messagesOfMixedSizesFromAllServersReachAllServersInOneOrder() {
        long before = servers.awaitTogether().get(0).count();
        Instant start = Instant.now();

        servers.publishFromAll(Settings.messages());

        List<ServerReport> reports = servers.awaitReceived(before + 3L * Settings.messages());
        System.out.printf(
                "%s: 3 x %d messages of 10 B to 1 MiB in %s; %s%n",
                getClass().getSimpleName(), Settings.messages(), Duration.between(start, Instant.now()), reports);
        assertThat(reports).extracting(ServerReport::count).containsOnly(before + 3L * Settings.messages());
        assertThat(reports)
                .extracting(ServerReport::digest)
                .containsOnly(reports.get(0).digest());
    }

    @Test
    void theLargestMessageFromAnyServerReachesAllServersInOneOrder() {
        long before = servers.awaitTogether().get(0).count();

        servers.publish(ThreeServers.FIRST, LARGEST - OVERHEAD);
        servers.publish(ThreeServers.SECOND, LARGEST - OVERHEAD - 1);
        servers.publish(ThreeServers.THIRD, LARGEST - OVERHEAD - 2);

        List<ServerReport> reports = servers.awaitReceived(before + 3);
        assertThat(reports)
                .extracting(ServerReport::digest)
                .containsOnly(reports.get(0).digest());
    }
}
