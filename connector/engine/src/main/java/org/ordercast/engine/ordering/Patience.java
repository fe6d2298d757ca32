package org.ordercast.engine.ordering;

/**
 * How long a sequencer puts up with a window that its members keep closed. Time in which the window is open makes up for
 * time in which it was closed, so that a member that is merely busy for a moment is left alone, and one that is too slow
 * for the others is found out though it acknowledges now and then.
 */
final class Patience {

    /** For how much longer than it was open the window may have been closed, in nanoseconds. */
    static final long LIMIT = 500_000_000;

    private long closedFor;
    private long lookedAt;
    private boolean closed;

    Patience(long now) {
        lookedAt = now;
    }

    /** Takes note of whether the window is closed from now on. */
    void look(boolean isClosed, long now) {
        long elapsed = now - lookedAt;
        closedFor = Math.max(0, closed ? closedFor + elapsed : closedFor - elapsed);
        lookedAt = now;
        closed = isClosed;
    }

    /** Whether it is over. */
    boolean isOver() {
        return closed && closedFor >= LIMIT;
    }

    /** When it will be over if nothing changes. */
    long deadline() {
        return closed ? lookedAt + Math.max(0, LIMIT - closedFor) : Long.MAX_VALUE;
    }

    /** Begins anew. */
    void renew(long now) {
        closedFor = 0;
        lookedAt = now;
    }
}
