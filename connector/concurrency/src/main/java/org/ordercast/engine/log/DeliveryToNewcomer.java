package org.ordercast.engine.log;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.Delivery;
import org.ordercast.engine.stress.Unfailing;

/** A cursor is opened while messages are appended and others go past them: it reads on from where it says that it stands. */
@JCStressTest
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "before both messages")
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "between them")
@Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "behind both")
@Outcome(expect = Expect.FORBIDDEN, desc = "a message is missing, or comes twice")
@State
public class DeliveryToNewcomer {

    private final MemoryLog log = new MemoryLog(1000, () -> {});
    private @Nullable Cursor cursor;

    @Actor
    public void member() {
        log.append(Order.message(1));
        log.append(Order.message(2));
        log.flush();
    }

    @Actor
    public void reader(JJ_Result result) {
        Cursor opened = log.openCursor();
        result.r1 = opened.position();
        cursor = opened;
    }

    @Arbiter
    public void after(JJ_Result result) {
        Cursor opened = cursor;
        result.r2 = opened == null
                ? -1
                : Unfailing.call(() -> opened.peek(Duration.ZERO))
                        .map(Delivery::sequence)
                        .orElse(0L);
    }
}
