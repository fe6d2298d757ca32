package org.ordercast.faults.group;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Members that are killed under load, and come back in a new process. */
@NeedsNamespaces
class KillIT {

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {".*_KILLED", "RESTART_STORM"})
    void aMemberThatIsKilledComesBackToTheSameOrder(Fault fault) throws IOException {
        Trials.everythingIsDelivered(fault);
    }
}
