package org.ordercast.engine.log.segment;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.ordercast.engine.log.LogRecord;

/**
 * Turns records into bytes outside of a segment, laid out as they are in one: a header with a checksum of its own, the
 * body, and padding. The records of one encoder stand one right after the other, the first at offset 0. Used by one
 * thread; {@link RecordDecoder} reads them.
 */
public final class RecordEncoder {

    private final RecordWriter writer = new RecordWriter();
    private final long salt;
    private long offset;
    private long sequence;
    private long digest;

    /**
     * Creates an encoder.
     *
     * @param salt what the checksums of the headers begin with
     */
    public RecordEncoder(long salt) {
        this.salt = salt;
    }

    /**
     * Encodes the next record.
     *
     * @param record the record
     * @return its bytes, in pieces that follow one another, from position to limit; the messages of a large batch are not
     *     copied
     * @throws IllegalArgumentException if the record could not be read again
     */
    public List<ByteBuffer> encode(LogRecord record) {
        byte[] publisher = {};
        long last = sequence;
        if (record instanceof LogRecord.Batch batch) {
            publisher = Texts.encode("publisher", batch.batch().publisher());
            sequence = batch.batch().firstSequence() - 1;
            last = batch.batch().lastSequence();
            digest = batch.digest();
        } else if (record instanceof LogRecord.ViewChange change) {
            digest = change.digest();
        } else if (record instanceof LogRecord.Gap gap) {
            sequence = gap.first() - 1;
            last = gap.last();
            digest = gap.digest();
        } else if (record instanceof LogRecord.Checkpoint checkpoint) {
            sequence = checkpoint.state().lastSequence();
            last = sequence;
            digest = checkpoint.state().digest();
        }
        Pieces pieces = new Pieces();
        int length = writer.prepare(record, sequence + 1, record.epoch(), digest, publisher);
        writer.write(record, pieces, salt, offset, 0);
        offset += length;
        sequence = last;
        return pieces.finished();
    }

    private static final class Pieces implements RecordWriter.Target {

        private final List<ByteBuffer> pieces = new ArrayList<>(3);

        @Override
        public ByteBuffer room(long at, int length) {
            ByteBuffer room = ByteBuffer.allocate(length);
            pieces.add(room);
            return room;
        }

        @Override
        public void refer(long at, ByteBuffer content) {
            pieces.add(content.duplicate());
        }

        List<ByteBuffer> finished() {
            pieces.forEach(ByteBuffer::rewind);
            return pieces;
        }
    }
}
