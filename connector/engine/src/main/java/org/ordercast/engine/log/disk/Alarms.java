package org.ordercast.engine.log.disk;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.LogAlarm;
import org.ordercast.engine.LogListener;

/** The alarms of one log, and who hears of them. Safe for use by several threads. */
final class Alarms {

    private final String directory;
    private final List<LogListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<LogAlarm.Kind, LogAlarm> raised = new EnumMap<>(LogAlarm.Kind.class); // guarded by this

    Alarms(String directory) {
        this.directory = directory;
    }

    void add(LogListener listener) {
        listeners.add(listener);
    }

    void remove(LogListener listener) {
        listeners.remove(listener);
    }

    synchronized List<LogAlarm> raised() {
        return List.copyOf(raised.values());
    }

    /** Raises an alarm, or brings one up to date; listeners hear of it if it says something new. */
    synchronized void raise(LogAlarm.Kind kind, String text, long freeBytes, long missingBytes) {
        LogAlarm before = raised.get(kind);
        Instant since = before == null ? Instant.now() : before.since();
        LogAlarm alarm = new LogAlarm(kind, text, directory, freeBytes, missingBytes, since);
        raised.put(kind, alarm);
        if (before == null || !before.text().equals(text)) {
            listeners.forEach(listener -> listener.raised(alarm));
        }
    }

    /** Clears an alarm, if there is one of that kind. */
    synchronized void clear(LogAlarm.Kind kind) {
        @Nullable LogAlarm alarm = raised.remove(kind);
        if (alarm != null) {
            listeners.forEach(listener -> listener.cleared(alarm));
        }
    }
}
