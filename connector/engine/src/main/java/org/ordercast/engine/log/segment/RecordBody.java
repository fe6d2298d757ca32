package org.ordercast.engine.log.segment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.frame.ViewCodec;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.log.PublisherPosition;
import org.ordercast.engine.membership.View;

/** The bodies of records as bytes, all but the messages of a batch, which stand behind what is written here. */
final class RecordBody {

    /** What stands before a batch's messages, beside the publisher's id. */
    static final int BATCH_PREFIX = 17;

    /** A reason is a sentence; more of it is cut off. */
    static final int MAX_REASON = 1000;

    private RecordBody() {}

    static void writeBatchPrefix(ByteBuffer buffer, OrderedBatch batch, byte[] publisher) {
        buffer.putLong(batch.incarnation()).putLong(batch.firstPublisherSequence());
        Texts.write(buffer, publisher);
    }

    /** The body of a record that is no batch. */
    static byte[] encode(LogRecord record) {
        if (record instanceof LogRecord.ViewChange change) {
            byte[] view = encode(change.view());
            return ByteBuffer.allocate(8 + view.length)
                    .putLong(change.view().number())
                    .put(view)
                    .array();
        } else if (record instanceof LogRecord.EpochStart start) {
            byte[] sequencer = Texts.encode("sequencer", start.sequencer());
            ByteBuffer body = ByteBuffer.allocate(17 + sequencer.length)
                    .putLong(start.order())
                    .putLong(start.incarnation());
            Texts.write(body, sequencer);
            return body.array();
        } else if (record instanceof LogRecord.Gap gap) {
            String reason = gap.reason();
            return reason.substring(0, Math.min(reason.length(), MAX_REASON)).getBytes(StandardCharsets.UTF_8);
        } else if (record instanceof LogRecord.Checkpoint checkpoint) {
            return encode(checkpoint.state());
        }
        throw new IllegalArgumentException("a batch is not written through here");
    }

    private static byte[] encode(View view) {
        byte[] bytes = ViewCodec.encode(view);
        if (!view.equals(ViewCodec.decode(view.number(), ByteBuffer.wrap(bytes)))) {
            throw new IllegalArgumentException("view " + view + " is not one that could be read again");
        }
        return bytes;
    }

    private static byte[] encode(LogState state) {
        byte[] view = state.view().members().isEmpty() ? new byte[0] : encode(state.view());
        byte[] sequencer = state.sequencer().isEmpty() ? new byte[0] : Texts.encode("sequencer", state.sequencer());
        List<byte[]> members = new ArrayList<>(state.publishers().size());
        int length = 41 + sequencer.length + view.length;
        for (PublisherPosition publisher : state.publishers()) {
            byte[] member = Texts.encode("member id", publisher.member());
            members.add(member);
            length += 17 + member.length;
        }
        ByteBuffer body = ByteBuffer.allocate(length)
                .putLong(state.order())
                .putLong(state.committed())
                .putLong(state.sequencerIncarnation());
        Texts.write(body, sequencer);
        body.putLong(state.view().number()).putInt(view.length).put(view).putInt(members.size());
        for (int i = 0; i < members.size(); i++) {
            PublisherPosition publisher = state.publishers().get(i);
            body.putLong(publisher.incarnation()).putLong(publisher.last());
            Texts.write(body, members.get(i));
        }
        return body.array();
    }

    /** Reads a record whose bytes are what was written; null if that made no sense. */
    static @Nullable LogRecord decode(RecordHeader header, ByteBuffer body) {
        return switch (header.type) {
            case BATCH -> decodeBatch(header, body);
            case VIEW -> decodeViewChange(header, body);
            case EPOCH -> decodeEpochStart(header, body);
            case GAP -> decodeGap(header, body);
            case CHECKPOINT -> header.span != 0 ? null : decodeCheckpoint(header, body);
        };
    }

    private static @Nullable LogRecord decodeViewChange(RecordHeader header, ByteBuffer body) {
        View view = body.remaining() < 8 ? null : ViewCodec.decode(body.getLong(), body);
        return view == null || header.span != 0 ? null : new LogRecord.ViewChange(header.epoch, view, header.digest);
    }

    private static @Nullable LogRecord decodeEpochStart(RecordHeader header, ByteBuffer body) {
        if (body.remaining() < 16) {
            return null;
        }
        long order = body.getLong();
        long incarnation = body.getLong();
        String sequencer = Texts.read(body);
        return sequencer == null || sequencer.isEmpty() || body.hasRemaining() || header.span != 0
                ? null
                : new LogRecord.EpochStart(order, header.epoch, sequencer, incarnation);
    }

    private static @Nullable LogRecord decodeGap(RecordHeader header, ByteBuffer body) {
        String reason = Texts.decode(body);
        return reason == null || header.span < 1
                ? null
                : new LogRecord.Gap(header.sequence, header.lastSequence(), header.epoch, header.digest, reason);
    }

    private static @Nullable LogRecord decodeBatch(RecordHeader header, ByteBuffer body) {
        if (body.remaining() < BATCH_PREFIX || header.span < 1 || header.span > Integer.MAX_VALUE) {
            return null;
        }
        long incarnation = body.getLong();
        long firstPublisherSequence = body.getLong();
        String publisher = Texts.read(body);
        if (publisher == null || publisher.isEmpty() || firstPublisherSequence < 1) {
            return null;
        }
        ByteBuffer messages = body.slice();
        int count = (int) header.span;
        return areMessages(messages, count)
                ? new LogRecord.Batch(
                        new OrderedBatch(
                                header.epoch,
                                header.sequence,
                                publisher,
                                incarnation,
                                firstPublisherSequence,
                                count,
                                messages),
                        header.digest)
                : null;
    }

    /** Whether there are so many messages from the buffer's beginning to its limit, and nothing else. */
    static boolean areMessages(ByteBuffer messages, int count) {
        int end = messages.limit();
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (end - at < Integer.BYTES) {
                return false;
            }
            int length = messages.getInt(at);
            at += Integer.BYTES;
            if (length < 0 || length > end - at) {
                return false;
            }
            at += length;
        }
        return at == end;
    }

    private static @Nullable LogRecord decodeCheckpoint(RecordHeader header, ByteBuffer body) {
        if (body.remaining() < 41) {
            return null;
        }
        long order = body.getLong();
        long committed = body.getLong();
        long sequencerIncarnation = body.getLong();
        String sequencer = Texts.read(body);
        View view = sequencer == null ? null : decodeView(body);
        List<PublisherPosition> publishers = view == null ? null : decodePublishers(body);
        return sequencer == null || view == null || publishers == null || body.hasRemaining()
                ? null
                : new LogRecord.Checkpoint(new LogState(
                        order,
                        header.epoch,
                        sequencer,
                        sequencerIncarnation,
                        header.lastSequence(),
                        header.digest,
                        view,
                        committed,
                        publishers));
    }

    private static @Nullable View decodeView(ByteBuffer body) {
        if (body.remaining() < 12) {
            return null;
        }
        long number = body.getLong();
        int length = body.getInt();
        if (length < 0 || length > body.remaining()) {
            return null;
        }
        ByteBuffer view = body.slice(body.position(), length);
        body.position(body.position() + length);
        return length == 0 ? new View(number, List.of()) : ViewCodec.decode(number, view);
    }

    private static @Nullable List<PublisherPosition> decodePublishers(ByteBuffer body) {
        int count = body.remaining() < 4 ? -1 : body.getInt();
        // Each takes 18 bytes at least: no list is made for a count that cannot be.
        if (count < 0 || count > body.remaining() / 18) {
            return null;
        }
        List<PublisherPosition> publishers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            if (body.remaining() < 18) {
                return null;
            }
            long incarnation = body.getLong();
            long last = body.getLong();
            String member = Texts.read(body);
            if (member == null || member.isEmpty()) {
                return null;
            }
            publishers.add(new PublisherPosition(member, incarnation, last));
        }
        return publishers;
    }
}
