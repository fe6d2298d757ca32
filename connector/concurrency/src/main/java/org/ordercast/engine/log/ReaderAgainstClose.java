package org.ordercast.engine.log;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.MemberClosedException;
import org.ordercast.engine.stress.Unfailing;

/** A cursor is closed while its reader goes to sleep: the reader does not sleep on. */
@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "told that the cursor is closed")
@Outcome(expect = Expect.FORBIDDEN, desc = "waited until its time was up")
@State
public class ReaderAgainstClose {

    private final MemoryLog log = new MemoryLog(1000, () -> {});
    private final Cursor cursor = log.openCursor();

    @Actor
    public void closer() {
        cursor.close();
    }

    @Actor
    public void reader(I_Result result) {
        try {
            result.r1 = Unfailing.call(() -> cursor.peek(Duration.ofSeconds(2))).isPresent() ? 1 : 3;
        } catch (MemberClosedException told) {
            result.r1 = 2;
        }
    }
}
