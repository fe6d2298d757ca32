package org.ordercast.arquillian.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ordercast.arquillian.server.AdapterProperty;
import org.ordercast.arquillian.server.Settings;

/** One order on a network that loses every twentieth datagram. */
@AdapterProperty(name = "simulatedLoss", value = "0.05")
class OneOrderUnderLossIT extends OneOrder {

    @Test
    void everyServerLosesDatagramsAndRecoversThemAll() {
        long before = servers.awaitTogether().get(0).count();

        servers.publishFromAll(Settings.messages());

        assertThat(servers.awaitReceived(before + 3L * Settings.messages())).allSatisfy(report -> {
            assertThat(report.droppedOnPurpose()).isPositive();
            assertThat(report.naks()).isPositive();
        });
    }
}
