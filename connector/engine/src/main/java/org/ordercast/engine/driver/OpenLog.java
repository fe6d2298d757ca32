package org.ordercast.engine.driver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Durability;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.log.MemberLog;
import org.ordercast.engine.log.MemoryLog;
import org.ordercast.engine.log.disk.DiskLog;
import org.ordercast.engine.log.segment.RecoveryReport;
import org.ordercast.engine.log.segment.SegmentedLog;
import org.ordercast.engine.thread.BackgroundThread;

/** A log that was opened and is not at work yet: it says whose it is, which a member may not know before. */
public final class OpenLog implements AutoCloseable {

    private final String memberId;
    private final @Nullable Path directory;
    private final @Nullable SegmentedLog segments;

    OpenLog(String memberId, @Nullable Path directory, @Nullable SegmentedLog segments) {
        this.memberId = memberId;
        this.directory = directory;
        this.segments = segments;
    }

    /**
     * Whose log it is.
     *
     * @return the member's id
     */
    public String memberId() {
        return memberId;
    }

    /**
     * The directory below which the logs of all groups and members are.
     *
     * @return its path; empty for a log in memory
     */
    public String root() {
        // The log's own is root/group/member.
        return directory == null ? "" : directory.resolve("../..").normalize().toString();
    }

    /**
     * Puts the log to work, and tells the operator where it is and what was found in it.
     *
     * @param settings the member's settings
     * @param threadName what the names of its threads begin with
     * @param signals tells the member's thread how the log gets on
     * @param events what the operator is told
     * @return the log, which closes this one with itself
     */
    public MemberLog start(GroupSettings settings, String threadName, LoopSignals signals, MemberEvents events) {
        Runnable roomAgain = () -> signals.raise(LoopSignals.LOG_ROOM);
        Durability durability = settings.storage().durability();
        if (segments == null) {
            events.info("keeps its log in memory (durability memory): the order ends with the sequencer's process");
            return new MemoryLog(settings.logMemory(), roomAgain);
        }
        events.info("keeps its log in " + directory + " (durability "
                + durability.name().toLowerCase(Locale.ROOT) + ")");
        report(segments.recovery(), events);
        return new DiskLog(
                segments,
                durability,
                DiskLog.RECENT_BYTES,
                BackgroundThread.executor(threadName + "-log"),
                System::nanoTime,
                () -> signals.raise(LoopSignals.LOG_DURABLE),
                roomAgain,
                events::warning);
    }

    private void report(RecoveryReport found, MemberEvents events) {
        if (!found.damage().isEmpty() || !found.setAside().isEmpty()) {
            events.warning("the log in " + directory + " is damaged: " + found.damage() + found.setAside());
        }
        if (!found.complete()) {
            events.warning("the log in " + directory + " may have lost its end, for the machine was restarted; "
                    + "what it lost is got back from the other members");
        }
    }

    /** Closes the log, unless it was closed. */
    @Override
    public void close() throws IOException {
        if (segments != null) {
            segments.close();
        }
    }
}
