package org.ordercast.engine.simulation;

import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.protocol.LogFetcher;

/** Over which a member reads what others' logs hold, and what has come of it and is not taken yet. */
interface RecordLink extends LogFetcher {

    /** Whether a record has arrived. */
    boolean hasRecord();

    /** Whether all records that came were taken, and no more will. */
    boolean hasEnded();

    /** Takes the next record. */
    LogRecord takeRecord();

    /** Takes the end: whether it is the end of the other's log. */
    boolean takeEnd();
}
