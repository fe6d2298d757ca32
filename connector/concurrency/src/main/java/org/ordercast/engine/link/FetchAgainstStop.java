package org.ordercast.engine.link;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.stress.Unfailing;

/** A fetch is stopped while its thread waits for room: the thread is let go, and nothing comes of the fetch any more. */
@JCStressTest
@Outcome(id = "false, false", expect = Expect.ACCEPTABLE, desc = "let go, and nothing is left")
@Outcome(expect = Expect.FORBIDDEN, desc = "a record of a fetch that was stopped")
@State
public class FetchAgainstStop {

    private static final LogRecord RECORD = new LogRecord.EpochStart(1, 1, "alpha", 7);

    private final Fetch fetch = new Fetch(0, 10);

    public FetchAgainstStop() {
        Unfailing.call(() -> fetch.put(RECORD, 10));
    }

    @Actor
    public void link(ZZ_Result result) {
        result.r1 = Unfailing.call(() -> fetch.put(RECORD, 10));
    }

    @Actor
    public void member() {
        fetch.cancel();
    }

    @Arbiter
    public void after(ZZ_Result result) {
        result.r2 = fetch.poll() != null;
    }
}
