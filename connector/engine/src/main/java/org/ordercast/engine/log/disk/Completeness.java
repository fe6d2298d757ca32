package org.ordercast.engine.log.disk;

import java.io.IOException;
import java.util.function.Consumer;
import org.ordercast.engine.LogAlarm;
import org.ordercast.engine.log.segment.SegmentedLog;

/** Whether a log may have lost something that it once held, until that was got back. Moved by the member's thread. */
final class Completeness {

    private final SegmentedLog log;
    private final Alarms alarms;
    private final Consumer<String> warnings;
    private final long openedIn;
    private volatile boolean complete;

    Completeness(SegmentedLog log, Alarms alarms, Consumer<String> warnings) {
        this.log = log;
        this.alarms = alarms;
        this.warnings = warnings;
        this.openedIn = log.state().epoch();
        this.complete = log.recovery().complete();
        if (!complete) {
            alarms.raise(
                    LogAlarm.Kind.INCOMPLETE,
                    "the log in " + log.directory() + " may have lost its end when the machine went down, or to damage;"
                            + " what it lost is got back from the other members, which must be running",
                    -1,
                    0);
        }
    }

    /** From any thread. */
    boolean isComplete() {
        return complete;
    }

    /** An epoch is durable: a new one begins once the order is recovered. */
    void onEpoch(long epoch) {
        if (!complete && epoch > openedIn) {
            try {
                log.recovered();
                complete = true;
                alarms.clear(LogAlarm.Kind.INCOMPLETE);
            } catch (IOException e) {
                warnings.accept("that the log is recovered cannot be written: " + e.getMessage());
            }
        }
    }
}
