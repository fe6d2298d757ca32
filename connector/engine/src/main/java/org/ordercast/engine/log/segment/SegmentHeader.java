package org.ordercast.engine.log.segment;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the beginning of a segment, twice, for without it no record of the segment can be read.
 *
 * @param salt what the checksums of the segment's records begin with
 * @param firstSequence the first sequence that the segment may hold
 * @param createdMillis when it was created, in milliseconds since 1970
 * @param group the group's name
 * @param member the member's id
 */
record SegmentHeader(long salt, long firstSequence, long createdMillis, String group, String member) {

    static final byte VERSION = 1;

    /** Both copies: where records begin. */
    static final int LENGTH = 2048;

    private static final int COPY = LENGTH / 2;
    private static final int MAGIC = 0x4f524453; // ORDS
    private static final int CHECKSUM_AT = 4;
    private static final int VERSION_AT = 8;

    /** Writes both copies. */
    void write(ByteBuffer buffer) {
        ByteBuffer copy = ByteBuffer.allocate(COPY)
                .putInt(MAGIC)
                .putInt(0)
                .put(VERSION)
                .put(new byte[7])
                .putLong(salt)
                .putLong(firstSequence)
                .putLong(createdMillis);
        Texts.write(copy, Texts.encode("group", group));
        Texts.write(copy, Texts.encode("member id", member));
        copy.putInt(CHECKSUM_AT, checksum(copy.clear()));
        buffer.put(copy.clear()).put(copy.clear());
    }

    /** Reads the copy that is whole; null if none is. */
    static @Nullable SegmentHeader read(ByteBuffer bytes) {
        SegmentHeader first = readCopy(bytes, 0);
        return first != null ? first : readCopy(bytes, COPY);
    }

    /** The format version, if this is a segment of another one; 0 if it is no such thing. */
    static int unknownVersion(ByteBuffer bytes) {
        return bytes.limit() > VERSION_AT && bytes.getInt(0) == MAGIC && bytes.get(VERSION_AT) != VERSION
                ? bytes.get(VERSION_AT) & 0xff
                : 0;
    }

    private static @Nullable SegmentHeader readCopy(ByteBuffer bytes, int at) {
        if (bytes.limit() < at + COPY) {
            return null;
        }
        ByteBuffer copy = bytes.slice(at, COPY);
        if (copy.getInt(0) != MAGIC
                || copy.get(VERSION_AT) != VERSION
                || copy.getInt(CHECKSUM_AT) != checksum(copy.duplicate())) {
            return null;
        }
        copy.position(16);
        long salt = copy.getLong();
        long firstSequence = copy.getLong();
        long createdMillis = copy.getLong();
        String group = Texts.read(copy);
        String member = Texts.read(copy);
        return group == null || member == null
                ? null
                : new SegmentHeader(salt, firstSequence, createdMillis, group, member);
    }

    private static int checksum(ByteBuffer copy) {
        CRC32C crc = new CRC32C();
        crc.update(copy.position(VERSION_AT));
        return (int) crc.getValue();
    }
}
