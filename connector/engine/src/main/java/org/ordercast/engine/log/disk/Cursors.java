package org.ordercast.engine.log.disk;

import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.BatchReaders;

/** The open cursors of one log, until it ends. Safe for use by several threads; whoever looks at all takes no lock. */
final class Cursors implements BatchReaders {

    private volatile int closed; // guarded by this
    private volatile DiskCursor[] open = {}; // replaced, never changed, guarded by this
    private volatile @Nullable Supplier<? extends RuntimeException> end; // written once, guarded by this

    /** Makes a cursor and keeps it; throws what the end says if the log has ended. */
    synchronized DiskCursor add(Supplier<DiskCursor> maker) {
        Supplier<? extends RuntimeException> ended = end;
        if (ended != null) {
            throw ended.get();
        }
        DiskCursor cursor = maker.get();
        DiskCursor[] more = Arrays.copyOf(open, open.length + 1);
        more[open.length] = cursor;
        open = more;
        return cursor;
    }

    synchronized void remove(DiskCursor cursor) {
        // First: who does not find it any more among the open ones finds it counted.
        closed = closed + 1;
        open = Arrays.stream(open).filter(other -> other != cursor).toArray(DiskCursor[]::new);
    }

    /** Ends all, which read what is there first. Only the first end counts. */
    void end(Supplier<? extends RuntimeException> exception) {
        synchronized (this) {
            if (end == null) {
                end = exception;
            }
        }
        wake();
    }

    /** What the end says; null before it. */
    @Nullable
    Supplier<? extends RuntimeException> ended() {
        return end;
    }

    /** Wakes those that wait. */
    void wake() {
        for (DiskCursor cursor : open) {
            cursor.wake();
        }
    }

    @Override
    public int closed() {
        return closed;
    }

    @Override
    public boolean areWithin(long first, long last) {
        for (DiskCursor cursor : open) {
            long sequence = cursor.inMemory();
            if (sequence >= first && sequence <= last) {
                return true;
            }
        }
        return false;
    }

    /** The lowest sequence that one of them still needs, or one that is given. */
    long leastNeeded(long otherwise) {
        long needed = otherwise;
        for (DiskCursor cursor : open) {
            needed = Math.min(needed, cursor.position() + 1);
        }
        return needed;
    }
}
