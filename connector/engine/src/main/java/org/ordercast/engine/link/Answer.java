package org.ordercast.engine.link;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.Deleted;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.segment.RecordEncoder;

/**
 * What a client is answered, a part at a time: the log's records, then the closing. Holds one record at a time.
 *
 * <p>What the log has let go of is passed over only to a checkpoint, from which the client goes on with an explicit gap.
 * What is damaged is never passed over, if a message is lost: another member may hold it, and the log may be repaired from there.
 */
final class Answer implements Closeable {

    private final RecordSource source;
    private final RecordEncoder encoder;
    private final Consumer<String> warnings;
    private final Deque<ByteBuffer> pieces = new ArrayDeque<>();
    private @Nullable Closing missing;
    private long records;
    private boolean closed;

    /**
     * Begins to answer.
     *
     * @param source where the records come from; closed with this answer
     * @param salt what the checksums of the records' headers begin with
     * @param warnings told what keeps the log from being read
     */
    Answer(RecordSource source, long salt, Consumer<String> warnings) {
        this.source = source;
        this.encoder = new RecordEncoder(salt);
        this.warnings = warnings;
    }

    /** An answer that is nothing but a closing. */
    static Answer of(Closing.Kind kind) {
        Answer answer = new Answer(new Nothing(), 0, warning -> {});
        answer.conclude(Closing.of(kind, 0));
        return answer;
    }

    private record Nothing() implements RecordSource {
        @Override
        public Optional<LogItem> next() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    /** Gives the next part of the answer, as much as there is room for, and says how much; 0 after the last one. */
    int fill(byte[] content) {
        int filled = 0;
        while (filled < content.length) {
            ByteBuffer piece = pieces.peek();
            if (piece != null) {
                int length = Math.min(piece.remaining(), content.length - filled);
                piece.get(content, filled, length);
                filled += length;
                if (!piece.hasRemaining()) {
                    pieces.remove();
                }
            } else if (closed) {
                break;
            } else {
                goOn();
            }
        }
        return filled;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    private void goOn() {
        try {
            Optional<LogItem> item = source.next();
            if (item.isPresent()) {
                take(item.get());
            } else {
                conclude(missing != null ? missing : Closing.of(Closing.Kind.END, records));
            }
        } catch (IOException | RuntimeException e) {
            // A log that was truncated under its reader throws what is unchecked; the client asks again.
            warnings.accept("the log could not be read for another member: " + e);
            conclude(Closing.of(Closing.Kind.UNREADABLE, records));
        }
    }

    private void take(LogItem item) {
        if (item instanceof Deleted deleted) {
            missing = new Closing(Closing.Kind.UNREADABLE, records, deleted.first(), deleted.last());
        } else if (item instanceof Damage damage) {
            takeDamage(damage);
        } else if (missing != null && !(item instanceof LogRecord.Checkpoint)) {
            conclude(missing);
        } else {
            missing = null;
            List<ByteBuffer> record = encoder.encode((LogRecord) item);
            pieces.add(ByteBuffer.wrap(new byte[] {Closing.RECORD}));
            pieces.addAll(record);
            records++;
        }
    }

    private void takeDamage(Damage damage) {
        if (damage.losesMessages()) {
            warnings.accept("another member cannot read on in the log: " + damage);
            conclude(new Closing(Closing.Kind.UNREADABLE, records, damage.first(), damage.last()));
        } else {
            // What a lost view or epoch said stands in the next checkpoint, too.
            missing = Closing.of(Closing.Kind.UNREADABLE, records);
        }
    }

    private void conclude(Closing closing) {
        pieces.add(closing.encode());
        closed = true;
    }
}
