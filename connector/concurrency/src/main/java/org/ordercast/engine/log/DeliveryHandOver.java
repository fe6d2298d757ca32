package org.ordercast.engine.log;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JI_Result;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.Delivery;
import org.ordercast.engine.stress.Unfailing;

/** A message is appended while a reader looks for one the last time and parks: it gets the message, and all of it. */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "delivered")
@Outcome(expect = Expect.FORBIDDEN, desc = "slept through, or seen before its content was there")
@State
public class DeliveryHandOver {

    private final MemoryLog log = new MemoryLog(1000, () -> {});
    private final Cursor cursor = log.openCursor();

    @Actor
    public void member() {
        log.append(Order.message(1));
        log.flush();
    }

    @Actor
    public void reader(JI_Result result) {
        Unfailing.call(() -> cursor.peek(Duration.ofSeconds(2))).ifPresent(delivery -> take(delivery, result));
    }

    private static void take(Delivery delivery, JI_Result result) {
        result.r1 = delivery.sequence();
        result.r2 = delivery.payload().get(delivery.payload().position());
    }
}
