package org.ordercast.engine.link;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.log.PublisherPosition;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;

/** Makes records for tests. */
final class Records {

    private static final View VIEW = new View(
            1, List.of(new View.Participant(new MemberIdentity("alpha", 10, Endpoint.ipv4(0x7f000001, 40_001)), 0)));

    private Records() {}

    /** An epoch, a view, and messages up to a sequence, two in each batch, with a gap in between. */
    static List<LogItem> upTo(long last) {
        List<LogItem> records = new ArrayList<>();
        records.add(checkpoint(0));
        records.add(new LogRecord.EpochStart(10, 1, "alpha", 10));
        records.add(new LogRecord.ViewChange(1, VIEW, 1));
        for (long first = 1; first < last; first += 2) {
            records.add(first == 3 ? new LogRecord.Gap(3, 4, 1, 77, "nobody holds them") : batch(first, 2, 20));
        }
        return records;
    }

    static LogRecord checkpoint(long sequence) {
        return new LogRecord.Checkpoint(new LogState(
                10, 1, "alpha", 10, sequence, 99, VIEW, 0, List.of(new PublisherPosition("alpha", 10, sequence))));
    }

    /** Messages of so many bytes each, which say nothing. */
    static LogRecord.Batch batch(long first, int count, int size) {
        ByteBuffer messages = ByteBuffer.allocate(count * (Integer.BYTES + size));
        for (int i = 0; i < count; i++) {
            byte[] payload = new byte[size];
            for (int at = 0; at < size; at++) {
                payload[at] = (byte) (first + i + at);
            }
            messages.putInt(size).put(payload);
        }
        return new LogRecord.Batch(
                new OrderedBatch(1, first, "alpha", 10, first, count, messages.flip()), first * 31 + size);
    }

    /** The last sequence of a record, 0 if it has none. */
    static long last(LogItem item) {
        if (item instanceof LogRecord.Batch batch) {
            return batch.batch().lastSequence();
        }
        return item instanceof LogRecord.Gap gap ? gap.last() : 0;
    }
}
