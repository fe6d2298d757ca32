package org.ordercast.engine.ordering;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.ordercast.engine.frame.ViewCodec;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;

/** Records of one order as a sequencer would have ordered them, each with the digest that it leads to. */
public final class TrueRecords {

    public static final MemberIdentity ALPHA = new MemberIdentity("alpha", 0xa, Endpoint.ipv4(0x7f000001, 4001));
    public static final MemberIdentity BETA = new MemberIdentity("beta", 0xb, Endpoint.ipv4(0x7f000001, 4002));

    private final RandomGenerator random;
    private final List<LogRecord> records = new ArrayList<>();
    private long epoch;
    private long view;
    private long last;
    private long digest;
    private long published;

    /** An order whose first epoch and view are there. */
    public TrueRecords(RandomGenerator random) {
        this.random = random;
        epoch();
        view();
    }

    public List<LogRecord> all() {
        return records;
    }

    public long last() {
        return last;
    }

    /** The next record: most are messages. */
    public LogRecord next() {
        return switch (random.nextInt(12)) {
            case 0 -> view();
            case 1 -> epoch();
            default -> messages(1 + random.nextInt(3), random.nextInt(400));
        };
    }

    /** The next epoch begins. */
    public LogRecord epoch() {
        epoch++;
        return add(new LogRecord.EpochStart(ALPHA.incarnation(), epoch, ALPHA.id(), ALPHA.incarnation()));
    }

    /** The next view takes effect. */
    public LogRecord view() {
        view++;
        View next = new View(view, List.of(new View.Participant(ALPHA, 0), new View.Participant(BETA, published)));
        digest = OrderDigest.next(digest, 0, view, ViewCodec.encode(next).length);
        return add(new LogRecord.ViewChange(epoch, next, digest));
    }

    /** Messages of beta, of so many bytes each. */
    public LogRecord messages(int count, int bytes) {
        ByteBuffer messages = ByteBuffer.allocate(count * (Integer.BYTES + bytes));
        for (int i = 0; i < count; i++) {
            byte[] payload = new byte[bytes];
            random.nextBytes(payload);
            messages.putInt(bytes).put(payload);
            digest = OrderDigest.next(digest, BETA.incarnation(), published + i + 1, bytes);
        }
        OrderedBatch batch =
                new OrderedBatch(epoch, last + 1, BETA.id(), BETA.incarnation(), published + 1, count, messages.flip());
        published += count;
        last += count;
        return add(new LogRecord.Batch(batch, digest));
    }

    private LogRecord add(LogRecord record) {
        records.add(record);
        return record;
    }
}
