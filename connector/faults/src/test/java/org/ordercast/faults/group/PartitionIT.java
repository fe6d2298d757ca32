package org.ordercast.faults.group;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Members that are cut off from each other, both ways or one way, until their patience is over. */
@NeedsNamespaces
class PartitionIT {

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {".*_CUT_OFF", ".*_UNHEARD", ".*_DEAF"})
    void aPartitionThatHealsCostsNoMessage(Fault fault) throws IOException {
        Trials.everythingIsDelivered(fault);
    }
}
