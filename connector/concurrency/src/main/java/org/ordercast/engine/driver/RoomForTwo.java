package org.ordercast.engine.driver;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZJ_Result;
import org.ordercast.engine.stress.Unfailing;

/** Two publishers want the last room: one gets it. */
@JCStressTest
@Outcome(id = "true, false, 60", expect = Expect.ACCEPTABLE, desc = "the first one")
@Outcome(id = "false, true, 60", expect = Expect.ACCEPTABLE, desc = "the second one")
@Outcome(expect = Expect.FORBIDDEN, desc = "both or none, or the account is wrong")
@State
public class RoomForTwo {

    private final PublishRoom room = new PublishRoom(100);

    @Actor
    public void first(ZZJ_Result result) {
        result.r1 = Unfailing.call(() -> room.take(60, 0));
    }

    @Actor
    public void second(ZZJ_Result result) {
        result.r2 = Unfailing.call(() -> room.take(60, 0));
    }

    @Arbiter
    public void after(ZZJ_Result result) {
        result.r3 = room.used();
    }
}
