package org.ordercast.engine.simulation;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ordercast.engine.LogAlarm;
import org.ordercast.engine.LogListener;
import org.ordercast.engine.link.ReadAnswer;
import org.ordercast.engine.link.RecordSource;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.KeptRecords;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.disk.DiskLog;
import org.ordercast.engine.log.disk.DurableReader;
import org.ordercast.engine.log.segment.SegmentedLog;
import org.ordercast.engine.membership.MemberIdentity;

/**
 * A life's log on its machine's disk: the real one, whose forcing takes simulated time. Tells the checker what becomes
 * durable, in the order in which it was appended, and holds the log to its contract.
 */
final class PersistentLog implements LifeLog {

    private static final long NONE = 0;

    private final SimulatedGroup group;
    private final MemberIdentity member;
    private final MemberDisk disk;
    private final SegmentedLog segments;
    private final SimulatedForcing forcing;
    private final DiskLog log;
    private final CursorReader reader;
    private final SimulatedCare care;
    private final Consumer<String> warnings;
    private final Deque<LogRecord> pending = new ArrayDeque<>();
    private long told;
    private long durable;

    /** The epoch that the member began, whose messages it orders: what its log does not hold, nobody has seen. */
    private long ownEpoch = NONE;

    /**
     * Opens the log.
     *
     * @param process runs what happens on another thread of the process, which may die of it
     * @param progressed told that more is durable
     * @param roomAgain told that there is room again
     * @param warnings takes what an operator should know
     * @throws IOException if it cannot be opened now
     */
    PersistentLog(
            SimulatedGroup group,
            MemberIdentity member,
            MemberDisk disk,
            int host,
            Dice dice,
            Consumer<Runnable> process,
            Runnable progressed,
            Runnable roomAgain,
            Consumer<String> warnings)
            throws IOException {
        this.group = group;
        this.member = member;
        this.disk = disk;
        this.warnings = warnings;
        segments = disk.open(member);
        List<Damage> found = segments.recovery().damage();
        if (!found.isEmpty()) {
            requireExcuse(found.toString());
        }
        RunPlan plan = group.plan();
        forcing = new SimulatedForcing(group.timeline(), disk::forceTime, process);
        log = new DiskLog(
                segments,
                plan.durability,
                0,
                forcing,
                () -> group.timeline().now() * plan.logHaste,
                progressed,
                roomAgain,
                warnings);
        log.addListener(new Alarms());
        reader = new CursorReader(group, member, disk, dice, log.openCursor(), process, warnings);
        care = plan.faults.contains(Fault.FLIPPED_BIT)
                ? new SimulatedCare(
                        group,
                        log,
                        member.id(),
                        new OtherDisks(group, host, dice.split()),
                        dice.split(),
                        process,
                        warnings)
                : null;
    }

    @Override
    public LogState state() {
        return log.state();
    }

    @Override
    public boolean isComplete() {
        return log.isComplete();
    }

    @Override
    public boolean isWhole() {
        return log.isWhole();
    }

    @Override
    public void onPeer(MemberIdentity peer) {
        log.onPeer(peer);
    }

    /** How far others are behind, exaggerated so that short runs have long ways. */
    @Override
    public long bytesAfter(long sequence) {
        long bytes = log.bytesAfter(sequence);
        return bytes < 0 || bytes == Long.MAX_VALUE ? bytes : bytes * group.plan().lagFactor;
    }

    @Override
    public boolean hasRoom() {
        return log.hasRoom();
    }

    @Override
    public void begin(LogState state) {
        long before = log.appended();
        if (!log.state().equals(LogState.EMPTY)) {
            pending.clear();
            disk.beginsAnew();
        }
        log.begin(state);
        ownEpoch = NONE;
        if (log.appended() > before) {
            pending.addLast(new LogRecord.Checkpoint(state));
            told = log.appended() - 1;
        } else {
            group.checker().startedAfter(member, state.lastSequence());
        }
    }

    @Override
    public void append(LogRecord record) {
        RunPlan plan = group.plan();
        if (segments.bufferedBytes() > plan.logCapacity + plan.logOverrun()) {
            throw new InvariantViolation(
                    Invariant.BOUNDED,
                    member.id() + " appends " + record + " to a log with " + segments.bufferedBytes()
                            + " bytes in its buffer, which has no room above " + plan.logCapacity);
        }
        log.append(record);
        pending.addLast(KeptRecords.copyOf(record));
    }

    @Override
    public void flush() {
        long before = log.appended();
        log.flush();
        if (log.appended() > before) {
            // Behind a segment that was repaired, or ended for that.
            pending.addLast(new LogRecord.Checkpoint(log.state()));
        }
        durable();
    }

    @Override
    public void commitUpTo(long sequence) {
        log.commitUpTo(sequence);
    }

    @Override
    public long appended() {
        return log.appended();
    }

    /** Tells the checker first: what the protocol knows to be durable is durable. */
    @Override
    public long durable() {
        long now = log.durable();
        if (now < durable || now > log.appended()) {
            throw new InvariantViolation(
                    Invariant.CONTRACT,
                    member.id() + "'s log says that " + now + " records are durable of " + log.appended()
                            + ", after it said " + durable);
        }
        durable = now;
        while (told < now) {
            told++;
            tell(pending.removeFirst());
        }
        return now;
    }

    @Override
    public void turnEnded() {
        durable();
        long first = segments.oldestSequence();
        disk.heldFrom(first);
        reader.requireHeld(first);
        reader.goOn();
    }

    @Override
    public void stopReading(long duration) {
        reader.stop(duration);
    }

    @Override
    public void readOn() {
        reader.stopNoMore();
    }

    @Override
    public Optional<String> failure() {
        return log.failure();
    }

    @Override
    public void die() {
        forcing.shutdownNow();
        endReaders();
    }

    private void endReaders() {
        reader.end();
        if (care != null) {
            care.end();
        }
    }

    /** The first sequence that it holds. */
    long first() {
        return segments.oldestSequence();
    }

    /** What is damaged in it, of all that is written. */
    List<Damage> verify() {
        try {
            return segments.verify().damage();
        } catch (IOException e) {
            throw new InvariantViolation(Invariant.NO_SILENT_LOSS, member.id() + "'s log cannot be read: " + e, e);
        }
    }

    @Override
    public void close() {
        endReaders();
        log.close();
    }

    /** Requires that nothing is damaged but by flipped bits: whatever else becomes of a disk, what was forced is safe. */
    private void requireExcuse(String damage) {
        if (!disk.isDamaged()) {
            throw new InvariantViolation(
                    Invariant.NO_SILENT_LOSS, member.id() + "'s log is damaged, and no bit of it flipped: " + damage);
        }
    }

    /** Begins to read what is durable now for another member, as its server does. */
    ReadAnswer answer(long sequence) throws IOException {
        DurableReader records = log.openReader(sequence);
        return new ReadAnswer(
                new RecordSource() {
                    @Override
                    public Optional<LogItem> next() throws IOException {
                        return records.next();
                    }

                    @Override
                    public void close() throws IOException {
                        records.close();
                    }
                },
                warnings);
    }

    /** Tells the checker what of that which was not durable the dead process has left on its disk. */
    void tellRemains(LogState remains) {
        while (!pending.isEmpty() && isIn(remains, pending.getFirst())) {
            tell(pending.removeFirst());
        }
    }

    private static boolean isIn(LogState remains, LogRecord record) {
        if (record instanceof LogRecord.Batch messages) {
            return messages.batch().lastSequence() <= remains.lastSequence();
        } else if (record instanceof LogRecord.ViewChange change) {
            return change.view().number() <= remains.view().number();
        } else if (record instanceof LogRecord.Gap gap) {
            return gap.last() <= remains.lastSequence();
        }
        return record.epoch() <= remains.epoch();
    }

    /** The record is durable from now on: the member holds it. */
    private void tell(LogRecord record) {
        Checker checker = group.checker();
        disk.durable(record);
        if (record instanceof LogRecord.Batch messages) {
            checker.received(member, messages.batch());
            if (messages.batch().epoch() == ownEpoch) {
                checker.ordered(member, ownEpoch);
            }
            checker.digest(member, messages.digest());
        } else if (record instanceof LogRecord.ViewChange change) {
            checker.viewed(member, change.view().number(), change.view().identities());
            checker.digest(member, change.digest());
        } else if (record instanceof LogRecord.Gap gap) {
            requireExcuse(gap);
            checker.missed(member, gap.first(), gap.last());
        } else if (record instanceof LogRecord.EpochStart start) {
            checker.began(member, start);
            ownEpoch = start.incarnation() == member.incarnation() ? start.epoch() : NONE;
        } else if (record instanceof LogRecord.Checkpoint start && !checker.hasBegun(member)) {
            checker.startedAfter(member, start.state().lastSequence());
        }
    }

    private void requireExcuse(LogRecord.Gap gap) {
        if (group.plan().keepsAll()) {
            throw new InvariantViolation(
                    Invariant.NO_SILENT_LOSS,
                    member.id() + " has a gap from " + gap.first() + " to " + gap.last()
                            + ", which its sequencer's log holds: " + gap.reason());
        }
    }

    /** Takes what readers find. */
    private final class Alarms implements LogListener {

        @Override
        public void raised(LogAlarm alarm) {
            if (alarm.kind() == LogAlarm.Kind.DAMAGED) {
                requireExcuse(alarm.text());
            }
        }

        @Override
        public void cleared(LogAlarm alarm) {
            // It is right again.
        }
    }
}
