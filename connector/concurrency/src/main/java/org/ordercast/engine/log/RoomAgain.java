package org.ordercast.engine.log;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.stress.Unfailing;

/** A reader goes past what fills the log while the member finds no room: one of them notices that there is room again. */
@JCStressTest
@Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "the member finds room")
@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "the member finds none, and is told")
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "the member finds room, and is told")
@Outcome(expect = Expect.FORBIDDEN, desc = "the member finds none, and is never told")
@State
public class RoomAgain {

    private volatile boolean told;
    private final MemoryLog log = new MemoryLog(100, () -> told = true);
    private final Cursor cursor = log.openCursor();

    public RoomAgain() {
        log.append(Order.message(1));
    }

    @Actor
    public void member(ZZ_Result result) {
        result.r1 = log.hasRoom();
    }

    @Actor
    public void reader() {
        if (Unfailing.call(() -> cursor.peek(Duration.ZERO)).isPresent()) {
            cursor.advance();
        }
    }

    @Arbiter
    public void after(ZZ_Result result) {
        result.r2 = told;
    }
}
