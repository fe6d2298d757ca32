package org.ordercast.engine.member;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.ordercast.engine.log.KeptRecords;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.log.OrderedLog;

/** Keeps the order as a member's log would, and holds the member to the log's contract. */
public final class TestLog implements OrderedLog {

    private final List<String> lines = new ArrayList<>();
    private boolean room = true;
    private long next = -1;
    private long appended;
    private long durable;
    private boolean slow;
    private boolean served;
    private boolean whole = true;
    private final KeptRecords kept;
    private final boolean complete;
    private final List<LogRecord> unwritten = new ArrayList<>();

    /** Creates a log that takes everything, and does not outlive its member. */
    public TestLog() {
        this(new KeptRecords(), true);
    }

    /**
     * Opens a log that outlives its member.
     *
     * @param kept what it holds
     * @param complete whether it has lost nothing
     */
    public TestLog(KeptRecords kept, boolean complete) {
        this.kept = kept;
        this.complete = complete;
        this.next = kept.state().lastSequence() + 1;
    }

    /** Lets others read what the log holds. */
    public void serve() {
        this.served = true;
    }

    /**
     * Damages the log, or repairs it.
     *
     * @param isWhole whether it could all be read
     */
    public void setWhole(boolean isWhole) {
        this.whole = isWhole;
    }

    @Override
    public boolean isWhole() {
        return whole;
    }

    /**
     * What is durable.
     *
     * @return the records
     */
    public KeptRecords kept() {
        return kept;
    }

    /**
     * Gives the log room, or takes it away.
     *
     * @param hasRoom whether it takes another batch
     */
    public void setRoom(boolean hasRoom) {
        this.room = hasRoom;
    }

    /**
     * Makes the log's disk slow, or fast again.
     *
     * @param isSlow whether what is appended from now on does not become durable
     */
    public void setSlow(boolean isSlow) {
        this.slow = isSlow;
        write();
    }

    /**
     * What the log holds: {@code sequence:publisher/number:payload} for a message, {@code gap first-last} for a gap. Of
     * a long payload, its length.
     *
     * @return one line for each
     */
    public List<String> lines() {
        return lines;
    }

    @Override
    public boolean hasRoom() {
        return room;
    }

    @Override
    public void append(LogRecord record) {
        if (record instanceof LogRecord.Batch messages) {
            append(messages.batch());
        } else if (record instanceof LogRecord.Gap gap) {
            goOn(gap.first(), gap.last());
            lines.add("gap " + gap.first() + "-" + gap.last());
        }
        appended++;
        unwritten.add(KeptRecords.copyOf(record));
        write();
    }

    private void write() {
        if (!slow) {
            unwritten.forEach(kept::add);
            unwritten.clear();
            durable = appended;
        }
    }

    @Override
    public LogState state() {
        return kept.state();
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    /** As if each record had a kilobyte. */
    @Override
    public long bytesAfter(long sequence) {
        return served ? 1024L * kept.from(sequence).size() : -1;
    }

    @Override
    public long appended() {
        return appended;
    }

    @Override
    public long durable() {
        return durable;
    }

    private void append(OrderedBatch batch) {
        goOn(batch.firstSequence(), batch.lastSequence());
        ByteBuffer messages = batch.messages().duplicate();
        for (int i = 0; i < batch.count(); i++) {
            byte[] payload = new byte[messages.getInt()];
            messages.get(payload);
            String text =
                    payload.length > 100 ? payload.length + " bytes" : new String(payload, StandardCharsets.UTF_8);
            lines.add((batch.firstSequence() + i) + ":" + batch.publisher() + "/" + (batch.firstPublisherSequence() + i)
                    + ":" + text);
        }
        if (messages.hasRemaining()) {
            throw new AssertionError("bytes left behind the last message of " + batch);
        }
    }

    @Override
    public void begin(LogState state) {
        if (!lines.isEmpty()) {
            throw new AssertionError("begins anew after " + lines.size() + " lines");
        }
        next = state.lastSequence() + 1;
        kept.begin(state);
    }

    private void goOn(long first, long last) {
        if (first != next) {
            throw new AssertionError("sequence " + first + " where " + next + " comes next");
        }
        next = last + 1;
    }
}
