package org.ordercast.engine.driver;

import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJ_Result;
import org.ordercast.engine.stress.Unfailing;

/** Room is given back while a publisher finds none and goes into line: it gets the room, and nobody has it twice. */
@JCStressTest
@Outcome(id = "true, 60", expect = Expect.ACCEPTABLE, desc = "got its room")
@Outcome(expect = Expect.FORBIDDEN, desc = "waits in vain, or room was lost or made")
@State
public class RoomHandOver {

    private final PublishRoom room = new PublishRoom(100);

    public RoomHandOver() {
        Unfailing.call(() -> room.take(90, 0));
    }

    @Actor
    public void publisher(ZJ_Result result) {
        result.r1 = Unfailing.call(() -> room.take(60, TimeUnit.SECONDS.toNanos(2)));
    }

    @Actor
    public void member() {
        room.giveBack(40);
        room.giveBack(50);
    }

    @Arbiter
    public void after(ZJ_Result result) {
        result.r2 = room.used();
    }
}
