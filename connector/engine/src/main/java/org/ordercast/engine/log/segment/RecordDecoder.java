package org.ordercast.engine.log.segment;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.LogRecord;

/**
 * Reads the records that a {@link RecordEncoder} wrote, one after the other. Nothing is believed without its checksum, the
 * length of a record neither. Used by one thread.
 */
public final class RecordDecoder {

    /** How many bytes stand before the body of each record. */
    public static final int HEADER_LENGTH = RecordHeader.LENGTH;

    private final RecordHeader header = new RecordHeader();
    private final CRC32C crc = new CRC32C();
    private final long salt;
    private long offset;

    /**
     * Creates a decoder.
     *
     * @param salt the encoder's salt
     */
    public RecordDecoder(long salt) {
        this.salt = salt;
    }

    /**
     * Reads the header of the next record.
     *
     * @param bytes its {@value #HEADER_LENGTH} bytes, from index 0
     * @return how many bytes follow it, about 2<sup>30</sup> at most; -1 if it is no header, or not the next one's
     */
    public int readHeader(ByteBuffer bytes) {
        return header.read(bytes, 0, salt, offset) ? header.length - HEADER_LENGTH : -1;
    }

    /**
     * Reads what follows the header that was read last.
     *
     * @param bytes so many bytes as {@link #readHeader} said; the messages of a batch stay where they are
     * @return the record, or null if the bytes are not what was written
     */
    public @Nullable LogRecord readBody(byte[] bytes) {
        if (bytes.length != header.length - HEADER_LENGTH) {
            throw new IllegalArgumentException("a body of " + bytes.length + " bytes instead of "
                    + (header.length - HEADER_LENGTH) + " is not that of the header");
        }
        crc.reset();
        crc.update(bytes);
        offset += header.length;
        return (int) crc.getValue() == header.bodyChecksum
                ? RecordBody.decode(header, ByteBuffer.wrap(bytes, 0, header.bodyLength()))
                : null;
    }
}
