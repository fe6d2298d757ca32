package org.ordercast.engine.log.segment;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Makes bytes a record whose checksums are right, whatever it says: what a fuzzer cannot guess. */
public final class RepairedRecord {

    private static final int LENGTH_AT = 4;
    private static final int BODY_CHECKSUM_AT = 8;
    private static final int PADDING_AT = 13;
    private static final int ZERO_AT = 14;

    private RepairedRecord() {}

    /**
     * Sets length, padding and checksums.
     *
     * @param bytes a header and a body; too few become more
     * @param salt what the header's checksum begins with
     * @param offset where the record is to stand
     * @return the record
     */
    public static byte[] of(byte[] bytes, long salt, long offset) {
        int content = Math.max(bytes.length, RecordHeader.LENGTH);
        int length = (int) RecordHeader.align(content);
        ByteBuffer record = ByteBuffer.wrap(Arrays.copyOf(bytes, length));
        record.putInt(LENGTH_AT, length)
                .put(PADDING_AT, (byte) (length - content))
                .putShort(ZERO_AT, (short) 0);
        CRC32C crc = new CRC32C();
        crc.update(record.slice(RecordHeader.LENGTH, length - RecordHeader.LENGTH));
        record.putInt(BODY_CHECKSUM_AT, (int) crc.getValue());
        crc.reset();
        crc.update(ByteBuffer.allocate(16).putLong(salt).putLong(offset).flip());
        crc.update(record.slice(LENGTH_AT, RecordHeader.LENGTH - LENGTH_AT));
        return record.putInt(0, (int) crc.getValue()).array();
    }
}
