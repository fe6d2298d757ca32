package org.ordercast.faults.group;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Members whose network loses packets, multicast, unicast and TCP alike. */
@NeedsNamespaces
class LossIT {

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {"LOSS_.*"})
    void aLossyNetworkCostsNoMessage(Fault fault) throws IOException {
        Trials.everythingIsDelivered(fault);
    }
}
