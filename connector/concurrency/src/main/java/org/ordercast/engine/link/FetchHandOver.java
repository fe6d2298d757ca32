package org.ordercast.engine.link;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.stress.Unfailing;

/** A fetch's last record and its end come while the member takes what is there: the end is never seen before the record. */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "both")
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the record, and the end later")
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "both later")
@Outcome(expect = Expect.FORBIDDEN, desc = "the end before the record")
@State
public class FetchHandOver {

    private static final LogRecord RECORD = new LogRecord.EpochStart(1, 1, "alpha", 7);

    private final Fetch fetch = new Fetch(0, 1000);

    @Actor
    public void link() {
        Unfailing.call(() -> fetch.put(RECORD, 10));
        fetch.end(true, "");
    }

    @Actor
    public void member(II_Result result) {
        result.r1 = fetch.poll() == null ? 0 : 1;
        result.r2 = fetch.end() == null ? 0 : 1;
    }

    /** Nothing is lost: what the member did not take is still there. */
    @Arbiter
    public void after(II_Result result) {
        if (result.r1 == 0 && fetch.poll() == null) {
            result.r1 = -1;
        }
        if (fetch.end() == null) {
            result.r2 = -1;
        }
    }
}
