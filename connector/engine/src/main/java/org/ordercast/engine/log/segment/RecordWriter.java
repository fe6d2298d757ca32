package org.ordercast.engine.log.segment;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.OrderedBatch;

/** Turns records into bytes for their places in segments. Used by one thread. */
final class RecordWriter {

    private static final byte[] ZEROS = new byte[RecordHeader.ALIGNMENT];

    private final RecordHeader header = new RecordHeader();
    private final CRC32C crc = new CRC32C();
    private byte[] publisher = ZEROS;
    private byte[] body = ZEROS;
    private ByteBuffer messages = ByteBuffer.allocate(0);

    /** How the bytes of a record are laid down. */
    interface Target {
        /** Room at an offset, behind what was laid down before. */
        ByteBuffer room(long offset, int length);

        /** Content that is too long to be copied. */
        void refer(long offset, ByteBuffer content);
    }

    /**
     * Gets a record ready to be written, with all that may be wrong with it.
     *
     * @param sequence the sequence of the next message before the record
     * @param epoch the epoch after it
     * @param digest the digest after it
     * @param name the publisher of a batch in UTF-8, else anything
     * @return how many bytes the record will take
     */
    int prepare(LogRecord record, long sequence, long epoch, long digest, byte[] name) {
        if (record instanceof LogRecord.Batch batch) {
            prepareBatch(batch.batch(), name);
        } else {
            body = RecordBody.encode(record);
            messages = ByteBuffer.allocate(0);
            publisher = ZEROS;
            header.type = typeOf(record);
            header.span = record instanceof LogRecord.Gap gap ? gap.last() - gap.first() + 1 : 0;
            header.sizeFor(body.length);
        }
        header.sequence = sequence;
        header.epoch = epoch;
        header.digest = digest;
        return header.length;
    }

    private void prepareBatch(OrderedBatch batch, byte[] name) {
        if (!RecordBody.areMessages(batch.messages(), batch.count())) {
            throw new IllegalArgumentException("the " + batch.messages().limit() + " bytes of the batch at sequence "
                    + batch.firstSequence() + " are not " + batch.count() + " messages");
        }
        messages = batch.messages().duplicate().rewind();
        publisher = name;
        header.type = RecordType.BATCH;
        header.span = batch.count();
        header.sizeFor((long) RecordBody.BATCH_PREFIX + name.length + messages.limit());
        body = ZEROS;
    }

    /** Writes the prepared record for a place in a segment that is forced up to an offset. */
    void write(LogRecord record, Target target, long salt, long offset, long forced) {
        header.forced = forced;
        if (header.length <= WriteBuffer.TOGETHER) {
            ByteBuffer room = target.room(offset, header.length);
            int start = room.position();
            room.position(start + RecordHeader.LENGTH);
            writeBody(record, room);
            room.put(ZEROS, 0, header.padding);
            header.bodyChecksum = checksum(room, start + RecordHeader.LENGTH, room.position());
            header.write(room.position(start), salt, offset);
        } else {
            refer(record, target, salt, offset);
        }
    }

    private void writeBody(LogRecord record, ByteBuffer room) {
        if (record instanceof LogRecord.Batch batch) {
            RecordBody.writeBatchPrefix(room, batch.batch(), publisher);
            room.put(messages.duplicate());
        } else {
            room.put(body);
        }
    }

    private void refer(LogRecord record, Target target, long salt, long offset) {
        ByteBuffer prefix = ByteBuffer.allocate(RecordHeader.LENGTH + RecordBody.BATCH_PREFIX + Texts.MAX_LENGTH);
        prefix.position(RecordHeader.LENGTH);
        ByteBuffer content;
        if (record instanceof LogRecord.Batch batch) {
            RecordBody.writeBatchPrefix(prefix, batch.batch(), publisher);
            content = ByteBuffer.allocate(messages.limit()).put(0, messages, 0, messages.limit());
        } else {
            content = ByteBuffer.wrap(body);
        }
        prefix.flip();
        crc.reset();
        crc.update(prefix.duplicate().position(RecordHeader.LENGTH));
        crc.update(content.duplicate());
        crc.update(ZEROS, 0, header.padding);
        header.bodyChecksum = (int) crc.getValue();
        header.write(prefix, salt, offset);
        target.refer(offset, prefix.rewind());
        target.refer(offset + prefix.limit(), content);
        if (header.padding > 0) {
            target.refer(offset + prefix.limit() + content.limit(), ByteBuffer.wrap(ZEROS, 0, header.padding));
        }
    }

    private int checksum(ByteBuffer bytes, int from, int to) {
        crc.reset();
        int position = bytes.position();
        int limit = bytes.limit();
        crc.update(bytes.limit(to).position(from));
        bytes.limit(limit).position(position);
        return (int) crc.getValue();
    }

    private static RecordType typeOf(LogRecord record) {
        if (record instanceof LogRecord.ViewChange) {
            return RecordType.VIEW;
        } else if (record instanceof LogRecord.EpochStart) {
            return RecordType.EPOCH;
        } else if (record instanceof LogRecord.Gap) {
            return RecordType.GAP;
        }
        return RecordType.CHECKPOINT;
    }
}
