package org.ordercast.engine.ordering;

/**
 * How long a sequencer puts up with one member that keeps the window closed. A closed window as such is no fault: publishers
 * that publish all they can always fill it, and it moves as fast as its slowest member. So each window's worth of frames that
 * the member takes makes up for half a second in which it kept the window closed, as does half a second in which it did not. One that is
 * busy for a moment, or loses much and goes on, is left alone; one that stands still, or takes less than that for long, is
 * found out though it acknowledges now and then.
 */
final class Patience {

    /** How far a member may fall short, in nanoseconds; also the time for one window's worth of frames. */
    static final long LIMIT = 500_000_000;

    private long shortBy;
    private long lookedAt;
    private long frameBefore;
    private boolean closed;

    Patience(long firstFrame, long now) {
        this.frameBefore = firstFrame - 1;
        this.lookedAt = now;
    }

    /**
     * Takes note of how far the member is, and whether it keeps the window closed from now on.
     *
     * @param acknowledged the last frame that it holds
     * @param window how many frames the window holds now
     */
    void look(boolean keepsClosed, long acknowledged, long window, long now) {
        long elapsed = now - lookedAt;
        long taken = Math.min(acknowledged - frameBefore, window);
        long madeUpFor = window == 0 ? 0 : LIMIT * taken / window;
        shortBy = Math.max(0, shortBy + (closed ? elapsed : -elapsed) - madeUpFor);
        lookedAt = now;
        frameBefore = acknowledged;
        closed = keepsClosed;
    }

    /** Whether it is over. */
    boolean isOver() {
        return closed && shortBy >= LIMIT;
    }

    /** When it will be over if nothing changes. */
    long deadline() {
        return closed ? lookedAt + Math.max(0, LIMIT - shortBy) : Long.MAX_VALUE;
    }

    /** Begins anew. */
    void renew(long now) {
        shortBy = 0;
        lookedAt = now;
    }
}
