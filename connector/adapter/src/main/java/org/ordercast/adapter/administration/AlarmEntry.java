package org.ordercast.adapter.administration;

import java.beans.ConstructorProperties;
import org.ordercast.engine.LogAlarm;

/** An alarm, as management clients get it: in the attribute that lists them, and with each notification. */
public final class AlarmEntry {

    private final String kind;
    private final String text;
    private final String directory;
    private final long freeBytes;
    private final long missingBytes;
    private final String since;

    /**
     * Creates the entry.
     *
     * @param kind as {@link #getKind()} says
     * @param text as {@link #getText()} says
     * @param directory as {@link #getDirectory()} says
     * @param freeBytes as {@link #getFreeBytes()} says
     * @param missingBytes as {@link #getMissingBytes()} says
     * @param since as {@link #getSince()} says
     */
    @ConstructorProperties({"kind", "text", "directory", "freeBytes", "missingBytes", "since"})
    public AlarmEntry(String kind, String text, String directory, long freeBytes, long missingBytes, String since) {
        this.kind = kind;
        this.text = text;
        this.directory = directory;
        this.freeBytes = freeBytes;
        this.missingBytes = missingBytes;
        this.since = since;
    }

    static AlarmEntry of(LogAlarm alarm) {
        return new AlarmEntry(
                alarm.kind().name(),
                alarm.text(),
                alarm.directory(),
                alarm.freeBytes(),
                alarm.missingBytes(),
                alarm.since().toString());
    }

    /**
     * What kind of thing is wrong.
     *
     * @return {@code DISK_FULL}, {@code NOT_WRITABLE}, {@code DAMAGED} or {@code INCOMPLETE}
     */
    public String getKind() {
        return kind;
    }

    /**
     * What is wrong, where, and what to do.
     *
     * @return one sentence
     */
    public String getText() {
        return text;
    }

    /**
     * The log's directory.
     *
     * @return its path
     */
    public String getDirectory() {
        return directory;
    }

    /**
     * How many bytes are free on the log's disk.
     *
     * @return bytes, -1 where nobody knows
     */
    public long getFreeBytes() {
        return freeBytes;
    }

    /**
     * How many bytes wait to be written to it.
     *
     * @return bytes
     */
    public long getMissingBytes() {
        return missingBytes;
    }

    /**
     * When it began.
     *
     * @return the time, as in {@code 2026-11-22T12:00:00Z}
     */
    public String getSince() {
        return since;
    }
}
