package org.ordercast.engine.log.disk;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.ordercast.engine.log.segment.Dropped;
import org.ordercast.engine.log.segment.SegmentedLog;

/** Has a log let go of its old segments now and then, as far as no cursor needs them. The member's thread's own. */
final class RegularRetention {

    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(10);

    private final SegmentedLog log;
    private final Cursors cursors;
    private final LongSupplier clock;
    private final Consumer<String> warnings;
    private long dueAt;

    RegularRetention(SegmentedLog log, Cursors cursors, LongSupplier clock, Consumer<String> warnings) {
        this.log = log;
        this.cursors = cursors;
        this.clock = clock;
        this.warnings = warnings;
        this.dueAt = clock.getAsLong() + INTERVAL;
    }

    /** Drops what is old, if it is time to. What lies behind the last sequence that may be seen stays. */
    void dropOld(long visible) {
        long now = clock.getAsLong();
        if (now - dueAt < 0) {
            return;
        }
        dueAt = now + INTERVAL;
        try {
            for (Dropped dropped : log.dropOld(cursors.leastNeeded(visible))) {
                System.getLogger(DiskLog.class.getName())
                        .log(System.Logger.Level.DEBUG, "the log let go of {0}", dropped);
            }
        } catch (IOException e) {
            warnings.accept("old segments of the log cannot be deleted: " + e.getMessage());
        }
    }
}
