package org.ordercast.engine.log;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.MemberClosedException;
import org.ordercast.engine.stress.Unfailing;

/** A last message comes and the member ends while a reader goes to sleep: the reader gets the message, and then is told. */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "read everything, and was told")
@Outcome(expect = Expect.FORBIDDEN, desc = "was told before it had everything, or not at all")
@State
public class ReaderAgainstEnd {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final MemoryLog log = new MemoryLog(1000, () -> {});
    private final Cursor cursor = log.openCursor();

    @Actor
    public void member() {
        log.append(Order.message(1));
        log.end(() -> new MemberClosedException("closed"));
    }

    @Actor
    public void reader(II_Result result) {
        try {
            result.r1 = Unfailing.call(() -> cursor.peek(PATIENCE)).isPresent() ? 1 : 3;
            cursor.advance();
            result.r2 = Unfailing.call(() -> cursor.peek(PATIENCE)).isPresent() ? 1 : 3;
        } catch (MemberClosedException told) {
            result.r2 = 2;
        }
    }
}
