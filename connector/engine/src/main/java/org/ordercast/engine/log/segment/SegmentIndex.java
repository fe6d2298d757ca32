package org.ordercast.engine.log.segment;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Where in a segment some of its records begin, by their sequences. One thread adds, any look up.
 */
final class SegmentIndex {

    private static final int MAGIC = 0x4f524449; // ORDI
    private static final int PREFIX = 24;
    private static final int CHECKSUM_AT = 4;
    private static final int SALT_AT = 8;
    private static final int COUNT_AT = 16;
    private static final int ENTRY = 16;

    private final int interval;
    private volatile long[] entries = new long[64];
    private volatile int size; // written last, read first: what it counts is there
    private long nextFrom;

    SegmentIndex(int interval) {
        this.interval = interval;
    }

    /** Takes note of a record, if the last one noted is far enough behind. */
    void offer(long sequence, long offset) {
        if (offset >= nextFrom) {
            add(sequence, offset);
            nextFrom = offset + interval;
        }
    }

    int size() {
        return size;
    }

    long sequenceAt(int entry) {
        return entries[2 * entry];
    }

    long offsetAt(int entry) {
        return entries[2 * entry + 1];
    }

    /** The newest entry before all records that have to do with a sequence; -1 if there is none. */
    int before(long sequence) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            // Records without messages have the sequence of the message behind them.
            if (sequenceAt(middle) < sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    ByteBuffer encode(long salt) {
        int count = size;
        ByteBuffer bytes = ByteBuffer.allocate(PREFIX + count * ENTRY)
                .putInt(MAGIC)
                .putInt(0)
                .putLong(salt)
                .putInt(count)
                .putInt(0);
        for (int i = 0; i < 2 * count; i++) {
            bytes.putLong(entries[i]);
        }
        return bytes.putInt(CHECKSUM_AT, checksum(bytes)).flip();
    }

    /** Reads the index of a segment; null if it is damaged, or that of another one. */
    static @Nullable SegmentIndex decode(ByteBuffer bytes, long salt, int interval) {
        if (bytes.limit() < PREFIX
                || bytes.getInt(0) != MAGIC
                || bytes.getLong(SALT_AT) != salt
                || bytes.getInt(CHECKSUM_AT) != checksum(bytes)
                || bytes.getInt(COUNT_AT) != (bytes.limit() - PREFIX) / ENTRY) {
            return null;
        }
        SegmentIndex index = new SegmentIndex(interval);
        for (int i = 0; i < bytes.getInt(COUNT_AT); i++) {
            index.add(bytes.getLong(PREFIX + i * ENTRY), bytes.getLong(PREFIX + i * ENTRY + 8));
        }
        return index;
    }

    private void add(long sequence, long offset) {
        int count = size;
        if (2 * count == entries.length) {
            entries = Arrays.copyOf(entries, 4 * count);
        }
        entries[2 * count] = sequence;
        entries[2 * count + 1] = offset;
        size = count + 1;
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(SALT_AT).limit(bytes.capacity()));
        return (int) crc.getValue();
    }
}
