package org.ordercast.engine.log.segment;

import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;

/**
 * The ordered log of one member on disk: append-only segment files, from which any number of readers read.
 *
 * <p>One thread, the writer's, calls everything that is not said to be for any thread. {@link #append} puts a record into
 * a buffer, {@link #write} brings all that is buffered to the page cache, where readers see it and a crash of the process
 * leaves it, and {@link #force} makes it safe from a power failure; a second thread may do that while the writer goes on.
 * It should do so now and then even if nobody waits for it, for a segment is only begun when the one before is forced.
 */
public final class SegmentedLog implements Closeable {

    private final Disk disk;
    private final LogSettings settings;
    private final Closeable lock;
    private final RecoveryReport recovery;
    private final Segments segments;
    private final WriteBuffer buffer = new WriteBuffer();
    private final Appender appender;
    private final SegmentWriter writer;
    private final Retention retention;
    private final Repairs repairs;
    private final Life life;
    private long checkpointed;
    private volatile long appended;
    private boolean closed;

    /** Goes on where a recovery has found the end of the log, which is locked. */
    SegmentedLog(
            Disk disk,
            Closeable lock,
            Life life,
            LogOwner owner,
            LogSettings settings,
            InstantSource clock,
            Recovery found,
            RecoveryReport recovery)
            throws IOException {
        RunningState state = found.state();
        this.disk = disk;
        this.lock = lock;
        this.life = life;
        this.settings = settings;
        this.recovery = recovery;
        this.segments = new Segments(disk, settings.indexInterval(), found.segments(), state.lastSequence());
        this.appender = new Appender(owner, settings, clock, buffer, state);
        this.appender.goOnAt(found.newest(), state);
        this.writer = new SegmentWriter(disk, segments, buffer, found.newest(), state.lastSequence());
        this.retention = new Retention(disk, segments, settings, clock);
        this.repairs = new Repairs(disk, segments, writer, appender, settings.indexInterval(), this::requireOpen);
        this.appended = state.lastSequence();
        this.checkpointed = state.committed();
    }

    /**
     * Opens the log of a directory, or a new one in an empty directory, and mends what a crash has torn.
     *
     * @param disk the directory
     * @param owner whose log it is
     * @param settings how it is kept
     * @param clock tells how old segments are
     * @return the log
     * @throws LogUnavailableException if the directory is in use, or holds the log of another group or member, or one of
     *     another format
     * @throws IOException if the disk fails
     */
    public static SegmentedLog open(Disk disk, LogOwner owner, LogSettings settings, InstantSource clock)
            throws IOException {
        return new LogOpening(disk, owner, settings, clock).open();
    }

    /**
     * What was found when this log was opened. From any thread.
     *
     * @return the report
     */
    public RecoveryReport recovery() {
        return recovery;
    }

    /**
     * What must be known to go on behind the last appended record.
     *
     * @return a snapshot
     */
    public LogState state() {
        return appender.state().snapshot();
    }

    /**
     * Takes note of how far the order is committed, for the checkpoints to come. It does not go back.
     *
     * @param sequence the committed sequence
     */
    public void commitUpTo(long sequence) {
        appender.state().commit(sequence);
    }

    /**
     * Whether less is buffered than the settings allow. Asked before {@link #append}, which takes whatever it is given.
     * Once the disk is full, this is what pushes back.
     *
     * @return true if there is room
     */
    public boolean hasRoom() {
        return buffer.bytes() < settings.bufferSize();
    }

    /**
     * Puts a record behind all others, into the buffer.
     *
     * @param record the record, of which everything is copied
     * @throws IllegalArgumentException if it does not go on from the last one, or could not be read again
     */
    public void append(LogRecord record) {
        requireOpen();
        appender.append(record);
        if (record instanceof LogRecord.Checkpoint) {
            checkpointed = appender.state().committed();
        }
        appended = appender.state().lastSequence();
    }

    /**
     * Writes all that is buffered to the page cache. If that fails, for the disk is full or otherwise, what was not
     * written stays buffered, and the next call tries again at the same place.
     *
     * @throws IOException if it fails
     */
    public void write() throws IOException {
        requireOpen();
        try {
            writer.write();
        } catch (IOException e) {
            throw noted(e);
        }
    }

    /**
     * Makes all that was written before this call safe from a power failure. From any thread, one at a time.
     *
     * @throws IOException if it fails; then the log can only be opened anew, for nobody knows what the disk has lost
     */
    public void force() throws IOException {
        try {
            writer.force();
        } catch (IOException e) {
            throw noted(e);
        }
    }

    /**
     * Why this log cannot be relied upon any more, until it is opened anew. From any thread.
     *
     * @return what the disk said when something could not be forced; empty as long as all could
     */
    public Optional<String> failure() {
        return Optional.ofNullable(writer.broken()).map(IOException::toString);
    }

    /** A disk that could not force makes the whole log unreliable, and the next opening must know that. */
    private IOException noted(IOException cause) {
        if (writer.broken() != null) {
            try {
                life.fail();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
        return cause;
    }

    /**
     * The last sequence that was appended. From any thread.
     *
     * @return a sequence, 0 before the first
     */
    public long appendedSequence() {
        return appended;
    }

    /**
     * The last sequence that was written to the page cache. From any thread.
     *
     * @return a sequence, at most {@link #appendedSequence()}
     */
    public long writtenSequence() {
        return writer.written();
    }

    /**
     * The last sequence that is safe from a power failure. From any thread.
     *
     * @return a sequence, at most {@link #writtenSequence()}
     */
    public long forcedSequence() {
        return writer.forced();
    }

    /**
     * How many bytes are appended and not written.
     *
     * @return bytes
     */
    public long bufferedBytes() {
        return buffer.bytes();
    }

    /**
     * The oldest sequence that can be read. From any thread.
     *
     * @return a sequence; 1 in an empty log
     */
    public long oldestSequence() {
        List<Segment> held = segments.segments();
        return held.isEmpty() ? 1 : held.get(0).firstSequence();
    }

    /**
     * How many bytes the segments have. From any thread.
     *
     * @return bytes
     */
    public long size() {
        return segments.bytes();
    }

    /**
     * Opens a reader. From any thread.
     *
     * @param from the sequence to begin with; the first batch may begin earlier, and what is deleted is reported
     * @return the reader, which its user closes
     */
    public LogReader openReader(long from) {
        return new LogReader(segments, from);
    }

    /**
     * Reads everything that is written, and reports what is damaged. From any thread; it takes as long as the disk does.
     *
     * @return the report
     * @throws IOException if the log cannot be read at all
     */
    public VerifyReport verify() throws IOException {
        return new Verification(disk, segments).run();
    }

    /**
     * Takes back everything, so that the log can begin elsewhere: for a member that followed a sequencer which gave way
     * to another before any message was ordered.
     *
     * @throws IllegalStateException if a message is held
     * @throws IOException if the disk fails
     */
    public void restart() throws IOException {
        write();
        if (appender.state().lastSequence() >= oldestSequence()) {
            throw new IllegalStateException("the log holds messages " + oldestSequence() + " to "
                    + appender.state().lastSequence() + " of its order, and cannot begin another");
        }
        new Truncation(disk, segments, writer).everything(appender);
        appended = 0;
        checkpointed = 0;
    }

    /**
     * Takes note that what the log may have lost was got back, or is known to be nowhere: from its next opening on it is
     * complete again, if nothing else happens.
     *
     * @throws IOException if the disk fails
     */
    public void recovered() throws IOException {
        Marker.INCOMPLETE.clear(disk);
    }

    /**
     * How what is damaged in this log is repaired.
     *
     * @return the repairs; each method of theirs says for which thread it is
     */
    public Repairs repairs() {
        return repairs;
    }

    /**
     * How many segments there are. From any thread.
     *
     * @return a number
     */
    public int segmentCount() {
        return segments.segments().size();
    }

    /**
     * How much can still be written to the log's disk. From any thread.
     *
     * @return the free bytes
     * @throws IOException if it cannot be told
     */
    public long freeSpace() throws IOException {
        return disk.freeSpace();
    }

    /**
     * Where the log is. From any thread.
     *
     * @return the directory, as an operator would name it
     */
    public String directory() {
        return disk.toString();
    }

    /**
     * Deletes the oldest segments that are more than the settings keep.
     *
     * @param needed the lowest sequence that somebody still needs: its segment and later ones stay, whatever the
     *     settings say. {@link Long#MAX_VALUE} if nobody has a say
     * @return what was dropped, oldest first
     * @throws IOException if the disk fails
     */
    public List<Dropped> dropOld(long needed) throws IOException {
        requireOpen();
        return retention.drop(needed);
    }

    /**
     * Writes and forces everything, and marks the log as closed well. If that fails, what was written is still there.
     *
     * @throws IOException if it fails
     */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        try {
            IOException broken = writer.broken();
            if (broken == null) {
                closeWell();
            } else {
                noted(broken);
            }
        } finally {
            closed = true;
            writer.close();
            lock.close();
        }
    }

    private void closeWell() throws IOException {
        if (appender.state().committed() > checkpointed && appender.state().hasBegun()) {
            append(new LogRecord.Checkpoint(state()));
        }
        write();
        force();
        Segment newest = writer.active();
        life.close(writer.written(), newest == null ? 0 : newest.end());
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the log in " + disk + " is closed; open it again to go on");
        }
    }
}
