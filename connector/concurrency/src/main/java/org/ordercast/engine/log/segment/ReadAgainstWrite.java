package org.ordercast.engine.log.segment;

import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.stress.Unfailing;

/** A log is read while it is written: a reader without a lock sees whole records, one after the other, and never damage. */
@JCStressTest
@Outcome(
        id = {"0", "1", "2"},
        expect = Expect.ACCEPTABLE,
        desc = "as many records as were written")
@Outcome(expect = Expect.FORBIDDEN, desc = "half a record, or one without the one before")
@State
public class ReadAgainstWrite {

    private final SegmentedLog log = HeapDisk.newLog();
    private final LogReader reader = log.openReader(1);

    public ReadAgainstWrite() {
        while (next().isPresent()) {
            // What was there before.
        }
    }

    @Actor
    public void member() {
        write(new LogRecord.Gap(1, 2, 1, 9, "nobody had them"));
        write(new LogRecord.Gap(3, 4, 1, 10, "nobody had them"));
    }

    @Actor
    public void reader(I_Result result) {
        int records = 0;
        for (Optional<LogItem> item = next(); item.isPresent(); item = next()) {
            boolean follows = item.get() instanceof LogRecord.Gap gap && gap.first() == 2L * records + 1;
            records = follows ? records + 1 : 100;
        }
        result.r1 = records;
    }

    private Optional<LogItem> next() {
        return Unfailing.call(reader::next);
    }

    private void write(LogRecord record) {
        Unfailing.call(() -> {
            log.append(record);
            log.write();
            return record;
        });
    }
}
