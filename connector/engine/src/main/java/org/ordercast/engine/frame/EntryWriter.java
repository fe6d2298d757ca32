package org.ordercast.engine.frame;

import java.nio.ByteBuffer;

/**
 * Writes entries into a frame, joining adjacent messages of one publisher into one batch. The frame's limit is the most
 * that it may hold; its position is where the next byte goes.
 */
public final class EntryWriter {

    private static final int NO_BATCH = -1;

    private ByteBuffer frame = ByteBuffer.allocate(0);
    private int batchStart = NO_BATCH;
    private boolean prompt;

    /** Creates a writer without a frame. */
    public EntryWriter() {}

    /**
     * Goes on in another frame, at its position.
     *
     * @param newFrame the frame
     */
    public void wrap(ByteBuffer newFrame) {
        this.frame = newFrame;
        this.batchStart = NO_BATCH;
        this.prompt = false;
    }

    /**
     * Whether an entry written so far asks for prompt acknowledgement.
     *
     * @return true if so
     */
    public boolean isPrompt() {
        return prompt;
    }

    /**
     * Adds a whole message.
     *
     * @param publisher the publisher's incarnation
     * @param publisherSequence the message's number
     * @param payload the message
     * @param promptly whether the publisher waits for commit or stability
     * @return false, and nothing written, if there is no room
     */
    public boolean addMessage(long publisher, long publisherSequence, byte[] payload, boolean promptly) {
        boolean joins = joinsBatch(publisher, publisherSequence, 1);
        int needed = Entry.MESSAGE_PREFIX + payload.length + (joins ? 0 : Entry.HEADER);
        if (frame.remaining() < needed) {
            return false;
        }
        if (!joins) {
            beginBatch(publisher, publisherSequence);
        }
        frame.putInt(payload.length).put(payload);
        growBatch(1, Entry.MESSAGE_PREFIX + payload.length, promptly);
        return true;
    }

    /**
     * Adds as much of a large message, or of a view, as there is room for.
     *
     * @param kind {@link EntryKind#FRAGMENT} or {@link EntryKind#VIEW}
     * @param publisher the publisher's incarnation
     * @param publisherSequence the message's number, or the view's
     * @param whole the whole
     * @param offset how much of it was written before
     * @param promptly whether the publisher waits for commit or stability
     * @return how many bytes of the whole were written, 0 if there is no room
     */
    public int addPart(byte kind, long publisher, long publisherSequence, byte[] whole, int offset, boolean promptly) {
        int length = Math.min(frame.remaining() - Entry.HEADER - Entry.PART_PREFIX, whole.length - offset);
        if (length <= 0) {
            return 0;
        }
        writeHeader(kind, promptly, Entry.PART_PREFIX + length, publisher, publisherSequence);
        frame.putInt(whole.length).putInt(offset).put(whole, offset, length);
        batchStart = NO_BATCH;
        return length;
    }

    /**
     * Adds a reference to a frame that its publisher has multicast.
     *
     * @param publisher the publisher's incarnation
     * @param publisherSequence the number of the first message in that frame
     * @param stream the number of the view in which the publisher joined
     * @param number the frame's number in the stream
     * @param reference the reference's number in the epoch
     * @param promptly whether a publisher of the frame's messages waits for commit or stability
     * @return false, and nothing written, if there is no room
     */
    public boolean addReference(
            long publisher, long publisherSequence, long stream, long number, long reference, boolean promptly) {
        if (frame.remaining() < Entry.HEADER + Entry.REFERENCE_LENGTH) {
            return false;
        }
        writeHeader(EntryKind.REFERENCE, promptly, Entry.REFERENCE_LENGTH, publisher, publisherSequence);
        frame.putLong(stream).putLong(number).putLong(reference);
        batchStart = NO_BATCH;
        return true;
    }

    /**
     * Copies an entry from another frame.
     *
     * @param source the frame that the entry stands in
     * @param entry the entry
     * @return false, and nothing written, if there is no room
     */
    public boolean copy(ByteBuffer source, Entry entry) {
        boolean joins = entry.kind() == EntryKind.BATCH
                && joinsBatch(entry.publisher(), entry.publisherSequence(), entry.count());
        int from = joins ? entry.contentStart() : entry.start();
        int length = entry.end() - from;
        if (frame.remaining() < length) {
            return false;
        }
        if (joins) {
            put(source, from, length);
            growBatch(entry.count(), length, entry.isPrompt());
        } else {
            batchStart = entry.kind() == EntryKind.BATCH ? frame.position() : NO_BATCH;
            put(source, from, length);
            prompt |= entry.isPrompt();
        }
        return true;
    }

    private void put(ByteBuffer source, int from, int length) {
        frame.put(frame.position(), source, from, length).position(frame.position() + length);
    }

    private boolean joinsBatch(long publisher, long publisherSequence, int count) {
        if (batchStart == NO_BATCH || frame.getLong(batchStart + 8) != publisher) {
            return false;
        }
        int held = frame.getShort(batchStart + 2) & 0xffff;
        return frame.getLong(batchStart + 16) + held == publisherSequence && held + count <= Entry.MAX_COUNT;
    }

    private void beginBatch(long publisher, long publisherSequence) {
        batchStart = frame.position();
        writeHeader(EntryKind.BATCH, false, 0, publisher, publisherSequence);
        frame.putShort(batchStart + 2, (short) 0);
    }

    private void growBatch(int count, int length, boolean promptly) {
        frame.putShort(batchStart + 2, (short) (frame.getShort(batchStart + 2) + count));
        frame.putInt(batchStart + 4, frame.getInt(batchStart + 4) + length);
        if (promptly) {
            frame.put(batchStart + 1, (byte) Entry.FLAG_PROMPT);
            prompt = true;
        }
    }

    private void writeHeader(byte kind, boolean promptly, int length, long publisher, long publisherSequence) {
        frame.put(kind).put((byte) (promptly ? Entry.FLAG_PROMPT : 0)).putShort((short) 1);
        frame.putInt(length).putLong(publisher).putLong(publisherSequence);
        prompt |= promptly;
    }
}
