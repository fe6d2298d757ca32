package org.ordercast.engine.log.segment;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.stress.Unfailing;

/** One thread writes while another forces: nothing is called forced that was written meanwhile, and the next force covers it. */
@JCStressTest
@Outcome(id = "0, 2", expect = Expect.ACCEPTABLE, desc = "forced before the write")
@Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "forced behind it")
@Outcome(expect = Expect.FORBIDDEN, desc = "forced what was not written, or never")
@State
public class ForceAgainstWrite {

    private final SegmentedLog log = HeapDisk.newLog();

    @Actor
    public void member() {
        Unfailing.call(() -> {
            log.append(new LogRecord.Gap(1, 2, 1, 9, "nobody had them"));
            log.write();
            return log;
        });
    }

    @Actor
    public void forcer(JJ_Result result) {
        result.r1 = force();
    }

    @Arbiter
    public void after(JJ_Result result) {
        result.r2 = force();
    }

    private long force() {
        return Unfailing.call(() -> {
            log.force();
            return log.forcedSequence();
        });
    }
}
