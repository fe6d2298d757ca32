package org.ordercast.engine.driver;

import java.util.List;
import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.stress.Unfailing;

/** A message comes into the queue while the member's thread looks there for the last time and parks: it is never slept through. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "taken before parking")
@Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "parked, and woken")
@Outcome(id = "3, 0", expect = Expect.ACCEPTABLE, desc = "came too late to be seen, and kept the thread from parking")
@Outcome(expect = Expect.FORBIDDEN, desc = "parked with a message in the queue, and not woken")
@State
public class PublishHandOver {

    private static final GroupSettings SETTINGS =
            GroupSettings.builder().group("stress").build();

    private volatile boolean woken;
    private final LoopSignals signals = new LoopSignals(() -> woken = true);
    private final Publications publications =
            new Publications("stress", SETTINGS, Optional::empty, () -> signals.raise(LoopSignals.PUBLICATIONS));

    @Actor
    public void publisher() {
        Unfailing.call(() -> publications.publish(List.of(new byte[] {1}), Acknowledgement.ORDERED, 0));
    }

    /** A turn of the event loop, and its way to sleep. */
    @Actor
    public void loop(II_Result result) {
        signals.take();
        if (publications.poll() != null) {
            result.r1 = 1;
        } else {
            result.r1 = signals.tryPark() ? 2 : 3;
        }
    }

    @Arbiter
    public void after(II_Result result) {
        boolean waits = publications.peek() != null;
        result.r2 = woken ? 1 : 0;
        if (result.r1 != 1 && !waits) {
            result.r2 = -1;
        }
        if (result.r1 == 3) {
            result.r2 = signals.take() == LoopSignals.PUBLICATIONS ? 0 : -2;
        }
    }
}
