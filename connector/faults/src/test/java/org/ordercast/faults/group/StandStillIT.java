package org.ordercast.faults.group;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Members that stand still, and go on as if no time had passed. */
@NeedsNamespaces
class StandStillIT {

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {".*_STOPPED", "FOLLOWER_STOPPED_LONG"})
    void aMemberThatStandsStillCostsNoMessage(Fault fault) throws IOException {
        Trials.everythingIsDelivered(fault);
    }
}
