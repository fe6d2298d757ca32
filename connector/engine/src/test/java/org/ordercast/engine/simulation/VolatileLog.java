package org.ordercast.engine.simulation;

import java.util.Optional;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.membership.MemberIdentity;

/** A life's log in memory, with its readers, and a writer that makes what was appended durable some time later. */
final class VolatileLog implements LifeLog {

    private final SimulatedLog log;
    private final LogWriter writer;
    private final LogReader reader;

    VolatileLog(SimulatedGroup group, MemberIdentity member, Dice dice, Runnable onWritten, Runnable onRoomReturned) {
        RunPlan plan = group.plan();
        log = new SimulatedLog(member, group.checker(), plan.logCapacity, plan.logOverrun(), plan.longestWrite == 0);
        writer = new LogWriter(group.timeline(), dice.split(), log, plan.longestWrite, onWritten);
        reader = new LogReader(group.timeline(), dice.split(), log, onRoomReturned);
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
    public long bytesAfter(long sequence) {
        return log.bytesAfter(sequence);
    }

    @Override
    public boolean hasRoom() {
        return log.hasRoom();
    }

    @Override
    public void begin(LogState state) {
        log.begin(state);
    }

    @Override
    public void append(LogRecord record) {
        log.append(record);
    }

    @Override
    public long appended() {
        return log.appended();
    }

    @Override
    public long durable() {
        return log.durable();
    }

    @Override
    public void turnEnded() {
        writer.goOn();
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
        return Optional.empty();
    }

    @Override
    public void die() {
        writer.end();
        reader.end();
    }

    @Override
    public void close() {
        die();
    }
}
