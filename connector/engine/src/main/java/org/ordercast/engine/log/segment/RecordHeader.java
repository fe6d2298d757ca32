package org.ordercast.engine.log.segment;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The fixed fields before each record, held to be written or read, one after the other. Used by one thread.
 *
 * <p>The header has a checksum of its own, so that a record whose body is damaged still says which sequences are lost, and
 * so that no length is believed that was not written. The checksum begins with the segment's salt and the record's offset:
 * bytes of a record that stand anywhere else, say in the payload of a message that is itself a log file, are none.
 */
final class RecordHeader {

    static final int LENGTH = 56;

    /** Records begin at multiples of this. */
    static final int ALIGNMENT = 8;

    /** A message of 1 GiB, and what stands around it. */
    static final int MAX_RECORD = (1 << 30) + (1 << 16);

    private static final int CHECKED_FROM = 4;
    private static final int LENGTH_AT = 4;
    private static final int BODY_CHECKSUM_AT = 8;
    private static final int TYPE_AT = 12;
    private static final int PADDING_AT = 13;
    private static final int ZERO_AT = 14;
    private static final int SEQUENCE_AT = 16;
    private static final int SPAN_AT = 24;
    private static final int EPOCH_AT = 32;
    private static final int DIGEST_AT = 40;
    private static final int FORCED_AT = 48;
    private static final long MAX_NUMBER = 1L << 62;

    private final CRC32C crc = new CRC32C();
    private final ByteBuffer place = ByteBuffer.allocate(16);

    int length;
    int padding;
    int bodyChecksum;
    RecordType type = RecordType.BATCH;
    long sequence;
    long span;
    long epoch;
    long digest;
    long forced;

    /** The last sequence of the record; where it has no message, the one before. */
    long lastSequence() {
        return sequence + span - 1;
    }

    /** How many bytes the body has, without the padding behind it. */
    int bodyLength() {
        return length - LENGTH - padding;
    }

    /** Sets length and padding. */
    void sizeFor(long bodyLength) {
        long whole = align(LENGTH + bodyLength);
        if (whole > MAX_RECORD) {
            throw new IllegalArgumentException(
                    "a record of " + whole + " bytes is too long for the log, which takes " + MAX_RECORD);
        }
        length = (int) whole;
        padding = (int) (whole - LENGTH - bodyLength);
    }

    static long align(long offset) {
        return offset + ALIGNMENT - 1 & -ALIGNMENT;
    }

    /** Writes the header at the buffer's position, for a place in a segment. */
    void write(ByteBuffer buffer, long salt, long offset) {
        int at = buffer.position();
        buffer.putInt(0)
                .putInt(length)
                .putInt(bodyChecksum)
                .put(type.code())
                .put((byte) padding)
                .putShort((short) 0)
                .putLong(sequence)
                .putLong(span)
                .putLong(epoch)
                .putLong(digest)
                .putLong(forced);
        buffer.putInt(at, checksum(buffer, at, salt, offset));
    }

    /** Reads the header at an index of a buffer; false if there is none that belongs at that place of the segment. */
    boolean read(ByteBuffer buffer, int at, long salt, long offset) {
        int claimed = buffer.getInt(at + LENGTH_AT);
        RecordType claimedType = typeIfPlausible(buffer, at, claimed);
        if (claimedType == null || checksum(buffer, at, salt, offset) != buffer.getInt(at)) {
            return false;
        }
        length = claimed;
        type = claimedType;
        padding = buffer.get(at + PADDING_AT);
        bodyChecksum = buffer.getInt(at + BODY_CHECKSUM_AT);
        sequence = buffer.getLong(at + SEQUENCE_AT);
        span = buffer.getLong(at + SPAN_AT);
        epoch = buffer.getLong(at + EPOCH_AT);
        digest = buffer.getLong(at + DIGEST_AT);
        forced = buffer.getLong(at + FORCED_AT);
        return sequence > 0 && sequence <= MAX_NUMBER && span >= 0 && span <= MAX_NUMBER && epoch >= 0;
    }

    /** Rejects nearly everything that is no header, before the checksum is computed. */
    private static @Nullable RecordType typeIfPlausible(ByteBuffer buffer, int at, int claimed) {
        int padding = buffer.get(at + PADDING_AT);
        boolean plausible = buffer.getShort(at + ZERO_AT) == 0
                && padding >= 0
                && padding < ALIGNMENT
                && claimed % ALIGNMENT == 0
                && claimed >= LENGTH + padding
                && claimed <= MAX_RECORD;
        return plausible ? RecordType.of(buffer.get(at + TYPE_AT)) : null;
    }

    private int checksum(ByteBuffer buffer, int at, long salt, long offset) {
        crc.reset();
        crc.update(place.clear().putLong(salt).putLong(offset).flip());
        int position = buffer.position();
        int limit = buffer.limit();
        crc.update(buffer.limit(at + LENGTH).position(at + CHECKED_FROM));
        buffer.limit(limit).position(position);
        return (int) crc.getValue();
    }
}
