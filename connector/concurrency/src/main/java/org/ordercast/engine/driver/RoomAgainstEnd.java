package org.ordercast.engine.driver;

import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.ordercast.engine.MemberClosedException;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.stress.Unfailing;

/** The member ends while a publisher goes into line for room: it is sent away, and does not wait for its time to be up. */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "sent away")
@Outcome(expect = Expect.FORBIDDEN, desc = "got room, or waited in vain")
@State
public class RoomAgainstEnd {

    private final PublishRoom room = new PublishRoom(100);

    public RoomAgainstEnd() {
        Unfailing.call(() -> room.take(100, 0));
    }

    @Actor
    public void publisher(I_Result result) {
        try {
            result.r1 = Unfailing.call(() -> room.take(60, TimeUnit.SECONDS.toNanos(2))) ? 2 : 3;
        } catch (MemberClosedException closed) {
            result.r1 = 1;
        }
    }

    @Actor
    public void member() {
        room.end(new MemberEnd(MemberState.STOPPED, "closed"));
    }
}
