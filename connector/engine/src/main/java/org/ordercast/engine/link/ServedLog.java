package org.ordercast.engine.link;

import java.util.function.Consumer;

/** What all clients of a server share. The server's thread's own. */
final class ServedLog {

    private final long group;
    private final LinkSealing sealing;
    private final LogSource source;
    private final LinkLimits limits;
    private final Consumer<String> warnings;
    private String warned = "";
    private int reading;

    ServedLog(long group, LinkSealing sealing, LogSource source, LinkLimits limits, Consumer<String> warnings) {
        this.group = group;
        this.sealing = sealing;
        this.source = source;
        this.limits = limits;
        this.warnings = warnings;
    }

    long group() {
        return group;
    }

    LinkSealing sealing() {
        return sealing;
    }

    LogSource source() {
        return source;
    }

    LinkLimits limits() {
        return limits;
    }

    /** Warns the operator, but not of the same again and again: a client that was told no asks again soon. */
    void warn(String message) {
        if (!message.equals(warned)) {
            warned = message;
            warnings.accept(message);
        }
    }

    /** Takes one of the places for clients that read, if there is one. */
    boolean takePlace() {
        if (reading == limits.clients()) {
            return false;
        }
        reading++;
        return true;
    }

    void givePlaceBack() {
        reading--;
    }
}
