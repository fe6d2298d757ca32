package org.ordercast.engine.log.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.Durability;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.MemberLog;
import org.ordercast.engine.log.segment.Dropped;
import org.ordercast.engine.log.segment.SegmentedLog;

/**
 * A member's log on disk. The member's thread appends, and at the end of each turn hands what it appended to the
 * operating system; a second thread forces it to the disk where that is asked for. Views and the beginnings of epochs are
 * forced always: after a power failure, they say who may hold what was lost. Cursors read from the segments, each at its
 * own pace: a slow one costs no memory.
 *
 * <p>When the disk is full, what is appended waits in a buffer; once that is full, too, the log has no room, the member
 * stops acknowledging, and publishers wait. When there is space again, everything goes on.
 */
public final class DiskLog implements MemberLog {

    private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long RETENTION_INTERVAL = TimeUnit.SECONDS.toNanos(10);

    /** How often a place is noted, in bytes, and how many notes are kept, to tell how far behind others are. */
    private static final int PLACE_INTERVAL = 64 * 1024;

    private static final int MAX_PLACES = 256;

    /** How much is written before it is forced although nobody waits for it: a new segment waits for the one before. */
    private static final long FORCE_INTERVAL = 8L << 20;

    private record Mark(long records, Visible visible) {}

    private final SegmentedLog log;
    private final Durability durability;
    private final Runnable roomAgain;
    private final Consumer<String> warnings;
    private final LongSupplier clock;
    private final Forcer forcer;

    private final Object structure = new Object();
    private volatile DiskCursor[] cursors = {}; // replaced, never changed, guarded by structure
    private volatile @Nullable Supplier<? extends RuntimeException> end;
    private volatile Visible visible;

    // The member's thread's own.
    private final Deque<Mark> marks = new ArrayDeque<>();
    private final Deque<Long> toBeForced = new ArrayDeque<>();
    private final TreeMap<Long, Long> places = new TreeMap<>();
    private long appended;
    private long written;
    private long bytes;
    private long notedAt;
    private long forcedAt;
    private Visible last;
    private final long openedIn;
    private boolean incomplete;
    private boolean full;
    private boolean stalled;
    private long retryAt;
    private long retentionAt;

    /**
     * Puts an open log to use.
     *
     * @param log the log, which is closed with this one
     * @param durability {@link Durability#OS} or {@link Durability#DISK}
     * @param forcing the thread that forces, which ends with this log
     * @param clock a clock that never goes back, in nanoseconds
     * @param progressed told, on the thread that forces, that more is durable
     * @param roomAgain told that there is room after there was none
     * @param warnings takes what an operator should know
     */
    public DiskLog(
            SegmentedLog log,
            Durability durability,
            ExecutorService forcing,
            LongSupplier clock,
            Runnable progressed,
            Runnable roomAgain,
            Consumer<String> warnings) {
        this.log = log;
        this.durability = durability;
        this.roomAgain = roomAgain;
        this.warnings = warnings;
        LogState state = log.state();
        this.last = new Visible(state.lastSequence(), state.view().number(), state.epoch());
        this.visible = last;
        this.openedIn = state.epoch();
        this.incomplete = !log.recovery().complete();
        this.clock = clock;
        this.retentionAt = clock.getAsLong() + RETENTION_INTERVAL;
        this.forcer = new Forcer(log, forcing, progressed);
        note();
    }

    @Override
    public LogState state() {
        return log.state();
    }

    @Override
    public boolean isComplete() {
        return log.recovery().complete();
    }

    @Override
    public long bytesAfter(long sequence) {
        if (sequence >= last.sequence()) {
            return 0;
        }
        if (sequence + 1 < log.oldestSequence()) {
            return -1;
        }
        Map.Entry<Long, Long> place = places.floorEntry(sequence);
        return place == null ? Long.MAX_VALUE : bytes - place.getValue();
    }

    @Override
    public boolean hasRoom() {
        full = !log.hasRoom();
        return !full;
    }

    @Override
    public void begin(LogState state) {
        if (log.state().equals(LogState.EMPTY)) {
            if (!state.equals(LogState.EMPTY)) {
                append(new LogRecord.Checkpoint(state));
            }
        } else {
            restart(state);
        }
    }

    /** The log holds no message yet, only views of an order whose sequencer gave way to another. */
    private void restart(LogState state) {
        try {
            log.restart();
        } catch (IOException e) {
            throw new UncheckedIOException("the log cannot be begun anew: " + e.getMessage(), e);
        }
        last = new Visible(0, 0, 0);
        begin(state);
    }

    @Override
    public void append(LogRecord record) {
        log.append(record);
        appended++;
        if (record instanceof LogRecord.Batch messages) {
            last = new Visible(messages.batch().lastSequence(), last.view(), last.epoch());
            bytes += messages.batch().messages().limit();
            note();
        } else {
            LogState state = log.state();
            last = new Visible(state.lastSequence(), state.view().number(), state.epoch());
            toBeForced.addLast(appended);
        }
    }

    private void note() {
        if (places.isEmpty() || bytes - notedAt >= PLACE_INTERVAL) {
            notedAt = bytes;
            places.put(last.sequence(), bytes);
            if (places.size() > MAX_PLACES) {
                places.pollFirstEntry();
            }
        }
    }

    @Override
    public void flush() {
        if (appended > written && !(stalled && clock.getAsLong() - retryAt < 0)) {
            write();
        }
        boolean mustBeForced =
                durability == Durability.DISK || !toBeForced.isEmpty() || bytes - forcedAt > FORCE_INTERVAL;
        if (mustBeForced) {
            forcedAt = bytes;
            forcer.request(written);
        }
        show();
        dropOld();
    }

    private void write() {
        try {
            log.write();
            written = appended;
            marks.addLast(new Mark(written, last));
            if (stalled) {
                stalled = false;
                warnings.accept("the log's disk takes what is written again");
            }
            if (full && log.hasRoom()) {
                full = false;
                roomAgain.run();
            }
        } catch (IOException e) {
            retryAt = clock.getAsLong() + RETRY;
            if (!stalled && log.failure().isEmpty()) {
                stalled = true;
                warnings.accept("the log cannot be written: " + e.getMessage()
                        + "; publishers wait until it can, make space on its disk");
            }
        }
    }

    /** Lets others see what has become durable. */
    private void show() {
        long durable = durable();
        Visible now = null;
        for (Mark first = marks.peekFirst(); first != null && first.records <= durable; first = marks.peekFirst()) {
            now = first.visible;
            marks.removeFirst();
        }
        if (now != null) {
            visible = now;
            wakeReaders();
            noteRecovery();
        }
    }

    /** A new epoch begins once the order is recovered. */
    private void noteRecovery() {
        if (incomplete && visible.epoch() > openedIn) {
            try {
                log.recovered();
                incomplete = false;
            } catch (IOException e) {
                warnings.accept("that the log is recovered cannot be written: " + e.getMessage());
            }
        }
    }

    private void dropOld() {
        if (clock.getAsLong() - retentionAt < 0) {
            return;
        }
        retentionAt = clock.getAsLong() + RETENTION_INTERVAL;
        long needed = visible.sequence();
        for (DiskCursor cursor : cursors) {
            needed = Math.min(needed, cursor.position() + 1);
        }
        try {
            for (Dropped dropped : log.dropOld(needed)) {
                System.getLogger(DiskLog.class.getName())
                        .log(System.Logger.Level.DEBUG, "the log let go of {0}", dropped);
            }
        } catch (IOException e) {
            warnings.accept("old segments of the log cannot be deleted: " + e.getMessage());
        }
    }

    @Override
    public void commitUpTo(long sequence) {
        log.commitUpTo(sequence);
    }

    @Override
    public long appended() {
        return appended;
    }

    @Override
    public long durable() {
        long forced = forcer.forced();
        while (!toBeForced.isEmpty() && toBeForced.getFirst() <= forced) {
            toBeForced.removeFirst();
        }
        if (durability == Durability.DISK) {
            return forced;
        }
        return toBeForced.isEmpty() ? written : Math.min(written, toBeForced.getFirst() - 1);
    }

    @Override
    public Optional<String> failure() {
        return Optional.ofNullable(forcer.failure())
                .map(IOException::toString)
                .or(log::failure)
                .map(cause -> "the log cannot be forced to its disk (" + cause
                        + "), and nobody knows what that has lost; start the member again");
    }

    @Override
    public Cursor openCursor() {
        synchronized (structure) {
            return openCursorAt(visible.sequence());
        }
    }

    @Override
    public Cursor openCursor(long after) {
        synchronized (structure) {
            MemberLog.requireReceived(after, visible.sequence());
            return openCursorAt(after);
        }
    }

    private Cursor openCursorAt(long after) {
        Supplier<? extends RuntimeException> ended = end;
        if (ended != null) {
            throw ended.get();
        }
        DiskCursor cursor = new DiskCursor(this, after);
        DiskCursor[] more = Arrays.copyOf(cursors, cursors.length + 1);
        more[cursors.length] = cursor;
        cursors = more;
        return cursor;
    }

    /**
     * Opens a reader for others, of what is durable now. All of it is forced before, whatever the durability: who reads it
     * need not be in the view, so nobody would ask it for what a power failure took from this log. From any thread.
     *
     * @param sequence the sequence to begin with, 0 for the beginning
     * @return the reader, which its user closes
     * @throws IOException if the log cannot be forced
     */
    public DurableReader openReader(long sequence) throws IOException {
        Visible now = visible;
        log.force();
        return new DurableReader(log.openReader(Math.max(1, sequence)), () -> now);
    }

    /** Opens a reader for a cursor of this member, which goes on as more becomes durable. */
    DurableReader openLocalReader(long sequence) {
        return new DurableReader(log.openReader(Math.max(1, sequence)), this::visible);
    }

    @Override
    public void end(Supplier<? extends RuntimeException> exception) {
        synchronized (structure) {
            if (end == null) {
                end = exception;
            }
        }
        wakeReaders();
    }

    /** Forces what is appended and closes the files. On the member's thread, as its last act. */
    @Override
    public void close() {
        forcer.close();
        try {
            log.close();
        } catch (IOException e) {
            warnings.accept("the log could not be closed well, and will be recovered: " + e.getMessage());
        }
    }

    @Nullable
    Supplier<? extends RuntimeException> ended() {
        return end;
    }

    Visible visible() {
        return visible;
    }

    /** The last sequence before the first that is held. */
    long startedAfter() {
        return log.oldestSequence() - 1;
    }

    void remove(DiskCursor cursor) {
        synchronized (structure) {
            cursors = Arrays.stream(cursors).filter(other -> other != cursor).toArray(DiskCursor[]::new);
        }
    }

    private void wakeReaders() {
        for (DiskCursor cursor : cursors) {
            cursor.wake();
        }
    }
}
