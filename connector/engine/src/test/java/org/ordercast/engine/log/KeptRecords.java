package org.ordercast.engine.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ordercast.engine.membership.View;

/** What a log holds, for tests: its records in order, and what they come to. It may outlive the member that wrote it. */
public final class KeptRecords {

    private final List<LogRecord> records = new ArrayList<>();
    private LogState state = LogState.EMPTY;

    /** Keeps nothing yet. */
    public KeptRecords() {}

    /**
     * Begins anew.
     *
     * @param from where
     */
    public void begin(LogState from) {
        records.clear();
        add(new LogRecord.Checkpoint(from));
    }

    /**
     * Adds a record.
     *
     * @param record the record
     */
    public void add(LogRecord record) {
        records.add(copyOf(record));
        state = after(state, record);
    }

    /**
     * Keeps what is in a record, whose bytes are its appender's.
     *
     * @param record the record
     * @return an equal one
     */
    public static LogRecord copyOf(LogRecord record) {
        if (!(record instanceof LogRecord.Batch messages)) {
            return record;
        }
        ByteBuffer bytes = messages.batch().messages();
        ByteBuffer copy = ByteBuffer.allocate(bytes.limit()).put(0, bytes, 0, bytes.limit());
        return new LogRecord.Batch(messages.batch().with(copy), messages.digest());
    }

    /**
     * Forgets the newest records.
     *
     * @param count how many, of those that are there
     */
    public void forget(int count) {
        List<LogRecord> left = List.copyOf(records.subList(0, Math.max(0, records.size() - count)));
        records.clear();
        state = LogState.EMPTY;
        left.forEach(this::add);
    }

    /**
     * What the records come to.
     *
     * @return the state
     */
    public LogState state() {
        return state;
    }

    /**
     * How many records there are.
     *
     * @return a number
     */
    public int size() {
        return records.size();
    }

    /**
     * What a reader gets who asks for what follows a sequence.
     *
     * @param sequence a sequence
     * @return the records from that with the sequence on, or all
     */
    public List<LogRecord> from(long sequence) {
        return List.copyOf(records.subList(indexOf(sequence), records.size()));
    }

    /**
     * Where a reader begins who asks for what follows a sequence.
     *
     * @param sequence a sequence
     * @return the index of the record with the sequence, or 0
     */
    public int indexOf(long sequence) {
        int first = 0;
        for (int i = 0; i < records.size(); i++) {
            if (records.get(i) instanceof LogRecord.Batch messages
                    && messages.batch().firstSequence() <= sequence) {
                first = i;
            }
        }
        return first;
    }

    /**
     * One of the records.
     *
     * @param index its index, from 0
     * @return the record
     */
    public LogRecord get(int index) {
        return records.get(index);
    }

    /**
     * What a state and a record behind it come to.
     *
     * @param state the state
     * @param record the record
     * @return the state after it
     */
    public static LogState after(LogState state, LogRecord record) {
        long order = state.order();
        long epoch = state.epoch();
        String sequencer = state.sequencer();
        long incarnation = state.sequencerIncarnation();
        long sequence = state.lastSequence();
        long digest = state.digest();
        View view = state.view();
        Map<String, PublisherPosition> publishers = new LinkedHashMap<>();
        state.publishers().forEach(publisher -> publishers.put(publisher.member(), publisher));
        if (record instanceof LogRecord.Checkpoint checkpoint) {
            return checkpoint.state();
        } else if (record instanceof LogRecord.Batch messages) {
            OrderedBatch batch = messages.batch();
            sequence = batch.lastSequence();
            digest = messages.digest();
            long last = batch.firstPublisherSequence() + batch.count() - 1;
            publishers.put(batch.publisher(), new PublisherPosition(batch.publisher(), batch.incarnation(), last));
        } else if (record instanceof LogRecord.ViewChange change) {
            view = change.view();
            digest = change.digest();
            view.members().forEach(member -> {
                String id = member.identity().id();
                publishers.put(id, new PublisherPosition(id, member.identity().incarnation(), member.published()));
            });
        } else if (record instanceof LogRecord.EpochStart start) {
            order = start.order();
            epoch = start.epoch();
            sequencer = start.sequencer();
            incarnation = start.incarnation();
        } else if (record instanceof LogRecord.Gap gap) {
            sequence = gap.last();
            digest = gap.digest();
        }
        return new LogState(
                order, epoch, sequencer, incarnation, sequence, digest, view, 0, List.copyOf(publishers.values()));
    }
}
