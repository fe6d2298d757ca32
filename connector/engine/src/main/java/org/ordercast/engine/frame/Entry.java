package org.ordercast.engine.frame;

import java.nio.ByteBuffer;

/**
 * Reads the entries of a frame one after the other, without a copy.
 *
 * <pre>
 *  0  1  kind
 *  1  1  flags: bit 0 prompt, the publisher waits for commit or stability
 *  2  2  how many messages the entry holds: 1 or more in a batch, else 1
 *  4  4  length of the content
 *  8  8  publisher: its incarnation; in a view, the sequencer's
 * 16  8  publisher sequence of the first message, or of the first in the frame referred to; in a view, the view's number
 * 24     content
 * </pre>
 *
 * <p>The content of a batch is, for each message, its length (4 bytes) and its payload. The content of a fragment or a
 * view is the length of the whole (4 bytes), the offset of this part (4 bytes), and the part. The content of a reference is
 * the stream and the number of the publisher's frame (8 bytes each), and the reference's own number in the epoch (8 bytes).
 */
public final class Entry {

    /** How long an entry's header is. */
    public static final int HEADER = 24;

    /** How long the prefix of a part is: the length of the whole, and the part's offset. */
    public static final int PART_PREFIX = 8;

    /** How long the prefix of a message in a batch is. */
    public static final int MESSAGE_PREFIX = 4;

    /** How long the content of a reference is. */
    public static final int REFERENCE_LENGTH = 24;

    /** The most messages that a batch holds. */
    public static final int MAX_COUNT = 65_535;

    /** The longest message that may travel in parts. */
    public static final int MAX_MESSAGE = 1 << 30;

    /** The flag of an entry whose publisher waits for commit or stability. */
    public static final int FLAG_PROMPT = 1;

    private ByteBuffer frame = ByteBuffer.allocate(0);
    private int start;
    private int end;

    /** Creates a reader that stands nowhere. */
    public Entry() {}

    /**
     * Goes to before the first entry.
     *
     * @param newFrame the frame
     * @param offset where its entries begin
     */
    public void wrap(ByteBuffer newFrame, int offset) {
        this.frame = newFrame;
        this.start = offset;
        this.end = offset;
    }

    /**
     * Goes to the next entry.
     *
     * @return false if there is none
     */
    public boolean next() {
        start = end;
        if (start >= frame.limit()) {
            return false;
        }
        end = start + HEADER + contentLength();
        return true;
    }

    /**
     * The frame that this entry stands in.
     *
     * @return the frame
     */
    public ByteBuffer frame() {
        return frame;
    }

    /**
     * Where this entry begins in its frame.
     *
     * @return an index
     */
    public int start() {
        return start;
    }

    /**
     * Where this entry ends in its frame.
     *
     * @return the index behind its last byte
     */
    public int end() {
        return end;
    }

    /**
     * The kind, one of {@link EntryKind}.
     *
     * @return the kind
     */
    public byte kind() {
        return frame.get(start);
    }

    /**
     * Whether the publisher waits for commit or stability.
     *
     * @return true if so
     */
    public boolean isPrompt() {
        return (frame.get(start + 1) & FLAG_PROMPT) != 0;
    }

    /**
     * How many messages the entry holds.
     *
     * @return a number, at least 1
     */
    public int count() {
        return frame.getShort(start + 2) & 0xffff;
    }

    /**
     * How long the content is.
     *
     * @return the length in bytes
     */
    public int contentLength() {
        return frame.getInt(start + 4);
    }

    /**
     * The publisher's incarnation.
     *
     * @return the incarnation
     */
    public long publisher() {
        return frame.getLong(start + 8);
    }

    /**
     * The publisher sequence of the first message, or the view's number.
     *
     * @return the number
     */
    public long publisherSequence() {
        return frame.getLong(start + 16);
    }

    /**
     * Where the content begins.
     *
     * @return an index in the frame
     */
    public int contentStart() {
        return start + HEADER;
    }

    /**
     * The length of the whole that this is a part of.
     *
     * @return the length in bytes
     */
    public int wholeLength() {
        return frame.getInt(start + HEADER);
    }

    /**
     * The offset of this part in the whole.
     *
     * @return the offset in bytes
     */
    public int partOffset() {
        return frame.getInt(start + HEADER + 4);
    }

    /**
     * How long this part is.
     *
     * @return the length in bytes
     */
    public int partLength() {
        return contentLength() - PART_PREFIX;
    }

    /**
     * Where this part's bytes begin.
     *
     * @return an index in the frame
     */
    public int partStart() {
        return start + HEADER + PART_PREFIX;
    }

    /**
     * Whether this part is the last of its whole.
     *
     * @return true if so
     */
    public boolean isLastPart() {
        return partOffset() + partLength() == wholeLength();
    }

    /**
     * The stream of the frame that this entry refers to.
     *
     * @return the number of the view in which its publisher joined
     */
    public long referencedStream() {
        return frame.getLong(start + HEADER);
    }

    /**
     * The number of the frame that this entry refers to.
     *
     * @return its number in its stream
     */
    public long referencedFrame() {
        return frame.getLong(start + HEADER + 8);
    }

    /**
     * The number of this reference.
     *
     * @return its number in the epoch
     */
    public long referenceNumber() {
        return frame.getLong(start + HEADER + 16);
    }

    /**
     * Whether the entries of a frame of a publish stream are well formed: those of messages only.
     *
     * @param frame the frame
     * @param offset where its entries begin
     * @return true if the entries can be read, and there is at least one
     */
    public static boolean areMessages(ByteBuffer frame, int offset) {
        return areValid(frame, offset, EntryKind.FRAGMENT);
    }

    /**
     * Whether the entries of a frame are well formed: every length within its bounds, every count true. Says nothing of
     * whether they make sense in the order.
     *
     * @param frame the frame
     * @param offset where its entries begin
     * @return true if the entries can be read, and there is at least one
     */
    public static boolean areValid(ByteBuffer frame, int offset) {
        return areValid(frame, offset, EntryKind.REFERENCE);
    }

    private static boolean areValid(ByteBuffer frame, int offset, byte lastKind) {
        int limit = frame.limit();
        int start = offset;
        while (start < limit) {
            if (limit - start < HEADER) {
                return false;
            }
            int length = frame.getInt(start + 4);
            if (length < 0
                    || length > limit - start - HEADER
                    || frame.get(start) > lastKind
                    || !isContentValid(frame, start, length)) {
                return false;
            }
            start += HEADER + length;
        }
        return limit > offset;
    }

    private static boolean isContentValid(ByteBuffer frame, int start, int length) {
        int count = frame.getShort(start + 2) & 0xffff;
        if (count == 0 || !NumberBounds.isNumber(frame.getLong(start + 16))) {
            return false;
        }
        return switch (frame.get(start)) {
            case EntryKind.BATCH -> isBatchValid(frame, start + HEADER, length, count);
            case EntryKind.FRAGMENT -> count == 1 && isPartValid(frame, start + HEADER, length, MAX_MESSAGE);
            case EntryKind.VIEW -> count == 1 && isPartValid(frame, start + HEADER, length, ViewCodec.MAX_LENGTH);
            case EntryKind.REFERENCE -> count == 1 && isReferenceValid(frame, start + HEADER, length);
            default -> false;
        };
    }

    private static boolean isBatchValid(ByteBuffer frame, int contentStart, int length, int count) {
        int end = contentStart + length;
        int at = contentStart;
        for (int i = 0; i < count; i++) {
            if (end - at < MESSAGE_PREFIX) {
                return false;
            }
            int messageLength = frame.getInt(at);
            if (messageLength < 0 || messageLength > end - at - MESSAGE_PREFIX) {
                return false;
            }
            at += MESSAGE_PREFIX + messageLength;
        }
        return at == end;
    }

    private static boolean isReferenceValid(ByteBuffer frame, int contentStart, int length) {
        return length == REFERENCE_LENGTH
                && NumberBounds.isNumber(frame.getLong(contentStart))
                && NumberBounds.isNumber(frame.getLong(contentStart + 8))
                && NumberBounds.isNumber(frame.getLong(contentStart + 16));
    }

    private static boolean isPartValid(ByteBuffer frame, int contentStart, int length, int maxWhole) {
        if (length <= PART_PREFIX) {
            return false;
        }
        int whole = frame.getInt(contentStart);
        int offset = frame.getInt(contentStart + 4);
        return whole > 0 && whole <= maxWhole && offset >= 0 && length - PART_PREFIX <= (long) whole - offset;
    }
}
