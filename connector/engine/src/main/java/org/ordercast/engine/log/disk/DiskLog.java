package org.ordercast.engine.log.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.Durability;
import org.ordercast.engine.LogListener;
import org.ordercast.engine.LogSnapshot;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.MemberLog;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.log.segment.SegmentedLog;
import org.ordercast.engine.membership.MemberIdentity;

/**
 * A member's log on disk. The member's thread appends, and at the end of each turn hands what it appended to the
 * operating system; a second thread forces it to the disk where that is asked for. Views and the beginnings of epochs are
 * forced always: after a power failure, they say who may hold what was lost. A cursor that keeps up takes batches as they came;
 * one that does not reads the segments at its own pace, and costs no memory.
 *
 * <p>When the disk is full, what is appended waits in a buffer; once that is full, too, the log has no room, the member
 * stops acknowledging, and publishers wait. When there is space again, everything goes on.
 */
public final class DiskLog implements MemberLog {

    /** How long {@link #close} waits for a force to end. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    /** How much is written before it is forced although nobody waits for it: a new segment waits for the one before. */
    private static final long FORCE_INTERVAL = 8L << 20;

    /** How much is kept in memory for cursors that keep up, unless a log is told otherwise: 16 MiB. */
    public static final long RECENT_BYTES = 16L << 20;

    private final SegmentedLog log;
    private final Durability durability;
    private final Runnable roomAgain;
    private final Consumer<String> warnings;
    private final Forcer forcer;
    private final Alarms alarms;
    private final DamagedPlaces places;
    private final Mending mending;
    private final WriteStall stall;
    private final Distances distances;
    private final Completeness completeness;

    private final Cursors cursors = new Cursors();
    private final RecentBatches recent;
    private volatile Visible visible;
    private final Peers peers;
    private final AtomicLong repairs = new AtomicLong();

    // The member's thread's own.
    private final Progress progress;
    private final RegularRetention retention;
    private long forcedAt;
    private boolean full;

    /**
     * Puts an open log to use.
     *
     * @param log the log, which is closed with this one
     * @param durability {@link Durability#OS} or {@link Durability#DISK}
     * @param recentBytes how much is kept in memory for cursors that keep up, such as {@link #RECENT_BYTES}; 0 for nothing
     * @param forcing the thread that forces, which ends with this log
     * @param clock a clock that never goes back, in nanoseconds
     * @param progressed told, on the thread that forces, that more is durable
     * @param roomAgain told that there is room after there was none
     * @param warnings takes what an operator should know
     */
    public DiskLog(
            SegmentedLog log,
            Durability durability,
            long recentBytes,
            ExecutorService forcing,
            LongSupplier clock,
            Runnable progressed,
            Runnable roomAgain,
            Consumer<String> warnings) {
        this.log = log;
        this.durability = durability;
        this.recent = new RecentBatches(recentBytes, cursors);
        this.roomAgain = roomAgain;
        this.warnings = warnings;
        LogState state = log.state();
        this.visible = Visible.at(state);
        this.progress = new Progress(visible, durability == Durability.DISK);
        this.peers = new Peers(state.view());
        this.retention = new RegularRetention(log, cursors, clock, warnings);
        this.forcer = new Forcer(log, forcing, progressed);
        this.alarms = new Alarms(log.directory());
        this.places = new DamagedPlaces(alarms, warnings, this::readAgain);
        this.stall = new WriteStall(log, clock, alarms, warnings);
        this.mending = new Mending(log.repairs(), places, progressed);
        this.distances = new Distances(state.lastSequence());
        this.completeness = new Completeness(log, places, alarms, warnings);
        log.recovery().damage().forEach(places::found);
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
    public boolean isWhole() {
        return completeness.isWhole();
    }

    @Override
    public void onPeer(MemberIdentity member) {
        if (peers.meet(member)) {
            places.suspectAgain();
        }
    }

    @Override
    public long bytesAfter(long sequence) {
        if (sequence >= progress.last().sequence()) {
            return 0;
        }
        if (sequence + 1 < log.oldestSequence()) {
            return -1;
        }
        return distances.after(sequence);
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
        progress.restart();
        recent.clear();
        begin(state);
    }

    @Override
    public void append(LogRecord record) {
        log.append(record);
        if (record instanceof LogRecord.Batch messages) {
            progress.appendedMessages(messages.batch().lastSequence());
            recent.add(messages.batch());
            distances.append(
                    messages.batch().lastSequence(), messages.batch().messages().limit());
        } else {
            LogState state = log.state();
            progress.appendedOther(Visible.at(state));
            peers.onView(state.view());
        }
    }

    @Override
    public void flush() {
        mend();
        if (progress.appended() > progress.written() && !stall.holdsBack()) {
            write();
        }
        if (progress.waitsForForce() || distances.bytes() - forcedAt > FORCE_INTERVAL) {
            forcedAt = distances.bytes();
            forcer.request(progress.written());
        }
        show();
        retention.dropOld(visible.sequence());
    }

    private void write() {
        try {
            log.write();
            progress.wrote();
            stall.end();
            if (full && log.hasRoom()) {
                full = false;
                roomAgain.run();
            }
        } catch (IOException e) {
            stall.begin(e);
        }
    }

    /** Does what is asked by who repairs the log. */
    private void mend() {
        completeness.look();
        if (mending.perform()) {
            // What was lost may be what later checkpoints should have known; and a new segment is begun with its next
            // record.
            append(new LogRecord.Checkpoint(log.state()));
        }
    }

    /** Has cursors that stand before damage try again. On the thread that looks after the log. */
    private void readAgain() {
        repairs.incrementAndGet();
        cursors.wake();
    }

    /** Lets others see what has become durable. */
    private void show() {
        Visible now = progress.shown(durable());
        if (now != null) {
            visible = now;
            cursors.wake();
            completeness.onEpoch(visible.epoch());
        }
    }

    @Override
    public void commitUpTo(long sequence) {
        log.commitUpTo(sequence);
    }

    @Override
    public long appended() {
        return progress.appended();
    }

    @Override
    public long durable() {
        return progress.durable(forcer.forced());
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
        return cursors.add(() -> new DiskCursor(this, visible.sequence()));
    }

    @Override
    public Cursor openCursor(long after) {
        MemberLog.requireReceived(after, visible.sequence());
        return cursors.add(() -> new DiskCursor(this, after));
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
        return new DurableReader(log.openReader(Math.max(1, sequence)), () -> now, places::found);
    }

    /**
     * Opens a reader for this member alone, which goes on as more becomes durable. From any thread.
     *
     * @param sequence the sequence to begin with, 0 for the beginning
     * @return the reader, which its user closes
     */
    public DurableReader openLocalReader(long sequence) {
        return new DurableReader(log.openReader(Math.max(1, sequence)), this::visible, places::found);
    }

    /**
     * What is damaged, and how it is repaired. From any thread.
     *
     * @return the log's repairs
     */
    public Mending mending() {
        return mending;
    }

    /**
     * Members that may hold what is damaged here. From any thread.
     *
     * @return those of the newest view and those met since, where they are reached now as far as that is known
     */
    public List<MemberIdentity> peers() {
        return peers.identities();
    }

    @Override
    public LogSnapshot snapshot() {
        List<Damage> damaged = places.open();
        return new LogSnapshot(
                durability,
                log.directory(),
                log.appendedSequence() < log.oldestSequence() ? 0 : log.oldestSequence(),
                log.appendedSequence(),
                log.writtenSequence(),
                log.forcedSequence(),
                log.size(),
                log.segmentCount(),
                stall.unwrittenBytes(),
                completeness.isComplete(),
                damaged.stream().map(Damage::toString).toList(),
                damaged.stream()
                        .mapToLong(each -> each.last() - each.first() + 1)
                        .sum(),
                places.found(),
                places.repaired(),
                alarms.raised());
    }

    @Override
    public void addListener(LogListener listener) {
        alarms.add(listener);
    }

    @Override
    public void removeListener(LogListener listener) {
        alarms.remove(listener);
    }

    @Override
    public void end(Supplier<? extends RuntimeException> exception) {
        cursors.end(exception);
    }

    /** Forces what is appended and closes the files. On the member's thread, as its last act. */
    @Override
    public void close() {
        boolean ended = forcer.close(CLOSE_PATIENCE);
        IOException failure = forcer.closingFailure();
        if (!ended) {
            warnings.accept("the log's disk does not answer: what was written after sequence " + log.forcedSequence()
                    + ", up to " + log.writtenSequence() + ", is not forced, and " + log.directory()
                    + " stays in use until it does; check the disk");
        } else if (failure != null) {
            warnings.accept("the log could not be closed well, and will be recovered: " + failure.getMessage());
        }
    }

    @Nullable
    Supplier<? extends RuntimeException> ended() {
        return cursors.ended();
    }

    /** How often something that was damaged may have become whole. */
    long repairs() {
        return repairs.get();
    }

    Visible visible() {
        return visible;
    }

    /** The batch that holds a sequence which is visible, if it is still in memory; else null. */
    @Nullable
    OrderedBatch recent(long sequence) {
        return recent.holding(sequence);
    }

    /** The last sequence before the first that is held. */
    long startedAfter() {
        return log.oldestSequence() - 1;
    }

    void remove(DiskCursor cursor) {
        cursors.remove(cursor);
    }
}
