package org.ordercast.engine.log.disk;

import java.io.IOException;
import java.util.function.Consumer;
import org.ordercast.engine.LogAlarm;
import org.ordercast.engine.log.segment.SegmentedLog;

/**
 * Whether a log may have lost something that it once held, or its state lacks something that is damaged, until that was
 * got back. Moved by the member's thread.
 */
final class Completeness {

    private final SegmentedLog log;
    private final Alarms alarms;
    private final Consumer<String> warnings;
    private final long openedIn;
    private final DamagedPlaces places;
    private volatile boolean complete;
    private boolean whole;

    Completeness(SegmentedLog log, DamagedPlaces places, Alarms alarms, Consumer<String> warnings) {
        this.log = log;
        this.places = places;
        this.alarms = alarms;
        this.warnings = warnings;
        this.openedIn = log.state().epoch();
        this.complete = log.recovery().complete();
        this.whole = log.recovery().damage().isEmpty();
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

    /** Whether the log's state lacks nothing. On the member's thread. */
    boolean isWhole() {
        return whole;
    }

    /** Looks whether what the state lacked was repaired. */
    void look() {
        if (!whole && places.areRepaired(log.recovery().damage())) {
            try {
                log.repairs().allDone();
                whole = true;
            } catch (IOException e) {
                warnings.accept("that the log is repaired cannot be written: " + e.getMessage());
            }
        }
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
