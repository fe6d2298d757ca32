package org.ordercast.engine.member;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.log.OrderedLog;

/** Keeps the order as a member's log would, and holds the member to the log's contract. */
public final class TestLog implements OrderedLog {

    private final List<String> lines = new ArrayList<>();
    private boolean room = true;
    private long next = -1;

    /** Creates a log that takes everything. */
    public TestLog() {}

    /**
     * Gives the log room, or takes it away.
     *
     * @param hasRoom whether it takes another batch
     */
    public void setRoom(boolean hasRoom) {
        this.room = hasRoom;
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
    public void append(OrderedBatch batch) {
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
    public void appendGap(long first, long last, String reason) {
        goOn(first, last);
        lines.add("gap " + first + "-" + last);
    }

    @Override
    public void startAfter(long sequence) {
        if (!lines.isEmpty()) {
            throw new AssertionError("begins anew after " + lines.size() + " lines");
        }
        next = sequence + 1;
    }

    private void goOn(long first, long last) {
        if (first != next) {
            throw new AssertionError("sequence " + first + " where " + next + " comes next");
        }
        next = last + 1;
    }
}
