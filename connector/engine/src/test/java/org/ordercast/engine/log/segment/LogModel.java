package org.ordercast.engine.log.segment;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.log.PublisherPosition;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;

/** What a log should hold: makes up records that follow one another, and knows the state behind each. */
final class LogModel {

    private final RandomGenerator random;
    private final List<LogRecord> records = new ArrayList<>();
    private long incarnations = 100;
    private long digests = 1000;

    private long epoch;
    private String sequencer;
    private long sequencerIncarnation;
    private long last;
    private long digest;
    private static final long ORDER = 0x0e;

    private View view;
    private Map<String, PublisherPosition> publishers;

    LogModel(RandomGenerator random) {
        this.random = random;
        replay(List.of());
    }

    List<LogRecord> records() {
        return records;
    }

    long last() {
        return last;
    }

    /** The state behind all records; the committed position is not the model's. */
    LogState state() {
        return new LogState(
                epoch == 0 ? 0 : ORDER,
                epoch,
                sequencer,
                sequencerIncarnation,
                last,
                digest,
                view,
                0,
                List.copyOf(publishers.values()));
    }

    /** Forgets all but so many records. */
    void keep(int count) {
        List<LogRecord> kept = List.copyOf(records.subList(0, count));
        records.clear();
        replay(kept);
    }

    /** Makes up a record; the first ones begin an epoch and a view. */
    LogRecord next() {
        LogRecord record;
        int dice = random.nextInt(40);
        if (epoch == 0 || dice == 0) {
            record = new LogRecord.EpochStart(
                    ORDER, epoch + 1 + random.nextInt(3), "seq-" + random.nextInt(3), ++incarnations);
        } else if (view.number() == 0 || dice == 1) {
            record = new LogRecord.ViewChange(epoch, nextView(), ++digests);
        } else if (dice == 2) {
            record = new LogRecord.Gap(last + 1, last + 1 + random.nextInt(5), epoch, ++digests, "nobody had it");
        } else {
            record = nextBatch();
        }
        add(record);
        return record;
    }

    /** Makes up a batch of messages with so many bytes in all. */
    LogRecord nextBatch(int bytes) {
        LogRecord record = batch(1, bytes);
        add(record);
        return record;
    }

    private LogRecord nextBatch() {
        int size = random.nextInt(60) == 0 ? random.nextInt(80_000) : random.nextInt(600);
        return batch(1 + random.nextInt(4), size);
    }

    private LogRecord batch(int count, int bytes) {
        View.Participant publisher =
                view.members().get(random.nextInt(view.members().size()));
        MemberIdentity identity = publisher.identity();
        PublisherPosition position = publishers.get(identity.id());
        ByteBuffer messages = ByteBuffer.allocate(bytes + count * 4);
        for (int i = 0; i < count; i++) {
            byte[] payload = new byte[i == 0 ? bytes - bytes / 2 * (count > 1 ? 1 : 0) : i == 1 ? bytes / 2 : 0];
            random.nextBytes(payload);
            messages.putInt(payload.length).put(payload);
        }
        return new LogRecord.Batch(
                new OrderedBatch(
                        epoch,
                        last + 1,
                        identity.id(),
                        identity.incarnation(),
                        position.last() + 1,
                        count,
                        messages.flip()),
                ++digests);
    }

    /** One to four members; each may be in the life that it was in before, or in a new one. */
    private View nextView() {
        List<View.Participant> members = new ArrayList<>();
        for (String id : List.of("alpha", "beta", "gamma", "delta").subList(0, 1 + random.nextInt(4))) {
            PublisherPosition before = publishers.get(id);
            boolean same = before != null && random.nextInt(3) > 0;
            members.add(new View.Participant(
                    new MemberIdentity(
                            id, same ? before.incarnation() : ++incarnations, Endpoint.ipv4(0x7f000001, 4000)),
                    same ? before.last() : 0));
        }
        return new View(view.number() + 1, members);
    }

    private void replay(List<LogRecord> all) {
        epoch = 0;
        sequencer = "";
        sequencerIncarnation = 0;
        last = 0;
        digest = 0;
        view = View.NONE;
        publishers = new LinkedHashMap<>();
        all.forEach(this::add);
    }

    private void add(LogRecord record) {
        records.add(record);
        if (record instanceof LogRecord.Batch messages) {
            OrderedBatch batch = messages.batch();
            last += batch.count();
            digest = messages.digest();
            publishers.put(
                    batch.publisher(),
                    new PublisherPosition(
                            batch.publisher(),
                            batch.incarnation(),
                            batch.firstPublisherSequence() + batch.count() - 1));
        } else if (record instanceof LogRecord.ViewChange change) {
            view = change.view();
            digest = change.digest();
            for (View.Participant member : view.members()) {
                publishers.put(
                        member.identity().id(),
                        new PublisherPosition(
                                member.identity().id(), member.identity().incarnation(), member.published()));
            }
        } else if (record instanceof LogRecord.EpochStart start) {
            epoch = start.epoch();
            sequencer = start.sequencer();
            sequencerIncarnation = start.incarnation();
        } else if (record instanceof LogRecord.Gap gap) {
            last = gap.last();
            digest = gap.digest();
        }
    }
}
