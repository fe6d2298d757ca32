package org.ordercast.engine.simulation;

import java.util.Optional;
import org.ordercast.engine.log.OrderedLog;

/** The log of one member in one life, and whatever works on it beside the protocol. */
interface LifeLog extends OrderedLog {

    /** The protocol has ended a turn: what works on the log plans what is next. */
    void turnEnded();

    /** The log's readers read nothing for a time. */
    void stopReading(long duration);

    /** They read again. */
    void readOn();

    /** Why the member cannot go on with this log; empty if it can. */
    Optional<String> failure();

    /** The process dies: nothing of this life works on the log any more. */
    void die();

    /** The member has left, and its log is closed well. */
    void close();
}
