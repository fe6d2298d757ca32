package org.ordercast.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a member has opened while it starts, to be closed again if the start fails half-way. For one thread. */
final class Opened {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** Closes everything, last opened first, because of a failure, to which it adds what could not be closed. */
    void closeAfter(Throwable failure) {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }
}
