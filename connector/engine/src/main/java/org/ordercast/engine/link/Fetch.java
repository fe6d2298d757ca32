package org.ordercast.engine.link;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.LogRecord;

/**
 * One fetch: what was asked for, and what has come of it and is not handed over yet. Between the thread that fetches, which
 * waits when too much is here, and the member's thread, which never does. Once it is cancelled, nothing more comes of it.
 */
final class Fetch {

    private final long sequence;
    private final long backlog;

    private final Deque<Arrived> arrived = new ArrayDeque<>(); // guarded by this, as all below
    private long bytes;
    private @Nullable End end;
    private boolean cancelled;
    private @Nullable Socket socket;

    /**
     * A record that has come.
     *
     * @param record the record
     * @param bytes how many bytes it had
     */
    record Arrived(LogRecord record, int bytes) {}

    /**
     * How a fetch came to its end.
     *
     * @param complete whether all is here that the other log holds
     * @param reason if not, why
     */
    record End(boolean complete, String reason) {}

    Fetch(long sequence, long backlog) {
        this.sequence = sequence;
        this.backlog = backlog;
    }

    long sequence() {
        return sequence;
    }

    /** Takes note of what to close when this fetch is cancelled; false if it is. */
    synchronized boolean uses(Socket opened) {
        socket = opened;
        return !cancelled;
    }

    /** Waits unless the fetch is cancelled; false if it is. */
    synchronized boolean pause(long nanos) throws InterruptedException {
        long until = System.nanoTime() + nanos;
        long left = nanos;
        while (!cancelled && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = until - System.nanoTime();
        }
        return !cancelled;
    }

    /** Adds a record, as soon as there is room for it; false if the fetch is cancelled. */
    synchronized boolean put(LogRecord record, int length) throws InterruptedException {
        while (!cancelled && bytes >= backlog) {
            wait();
        }
        if (!cancelled) {
            arrived.add(new Arrived(record, length));
            bytes += length;
        }
        return !cancelled;
    }

    /** Says that nothing more comes. */
    synchronized void end(boolean complete, String reason) {
        end = new End(complete, reason);
    }

    /** Takes the next record; null if none is here. */
    synchronized @Nullable Arrived poll() {
        Arrived next = arrived.poll();
        if (next != null) {
            bytes -= next.bytes;
            notifyAll();
        }
        return next;
    }

    /** How it came to its end; null as long as more may come, or is here. */
    synchronized @Nullable End end() {
        return arrived.isEmpty() ? end : null;
    }

    /** Ends the fetch, whatever its thread is waiting for. Does not wait itself. */
    void cancel() {
        Socket open;
        synchronized (this) {
            cancelled = true;
            arrived.clear();
            open = socket;
            notifyAll();
        }
        if (open != null) {
            try {
                open.close();
            } catch (IOException ignored) {
                // The thread that fetches closes it, too; and nobody waits for this fetch any more.
            }
        }
    }
}
