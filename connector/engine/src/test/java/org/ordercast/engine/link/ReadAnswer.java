package org.ordercast.engine.link;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.segment.RecordDecoder;

/** What a client makes of the answer that a log's server gives: the bytes of the one, read by the other, without a network. */
public final class ReadAnswer implements Closeable {

    private static final int PIECE = 4096;
    private static final long SALT = 0x5a17;

    private final Answer answer;
    private final RecordDecoder decoder = new RecordDecoder(SALT);
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private boolean ended;
    private boolean complete;

    /**
     * Begins to answer, and to read.
     *
     * @param source what the server reads
     * @param warnings told what keeps it from reading
     */
    public ReadAnswer(RecordSource source, Consumer<String> warnings) {
        answer = new Answer(source, SALT, warnings);
    }

    /**
     * The next record.
     *
     * @return empty when no more come
     */
    public Optional<LogRecord> next() {
        if (ended) {
            return Optional.empty();
        }
        need(1);
        if (bytes.get(bytes.position()) != Closing.RECORD) {
            end();
            return Optional.empty();
        }
        bytes.get();
        need(RecordDecoder.HEADER_LENGTH);
        int length = decoder.readHeader(bytes.slice(bytes.position(), RecordDecoder.HEADER_LENGTH));
        bytes.position(bytes.position() + RecordDecoder.HEADER_LENGTH);
        need(length);
        byte[] body = new byte[length];
        bytes.get(body);
        return Optional.of(decoder.readBody(body));
    }

    /**
     * Whether the records that came were all that the log holds.
     *
     * @return false if the server could not read on
     */
    public boolean isComplete() {
        return complete;
    }

    @Override
    public void close() throws IOException {
        answer.close();
    }

    private void end() {
        need(Closing.LENGTH);
        byte[] closing = new byte[Closing.LENGTH];
        bytes.get(closing);
        ended = true;
        Closing.Kind kind = Closing.decode(closing).kind();
        complete = kind == Closing.Kind.END || kind == Closing.Kind.NO_LOG;
    }

    private void need(int count) {
        while (bytes.remaining() < count) {
            byte[] piece = new byte[PIECE];
            int length = answer.fill(piece);
            if (length == 0) {
                throw new IllegalStateException("the answer ends without a closing");
            }
            ByteBuffer more = ByteBuffer.allocate(bytes.remaining() + length);
            bytes = more.put(bytes).put(Arrays.copyOf(piece, length)).flip();
        }
    }
}
