package org.ordercast.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;
import org.ordercast.engine.FuzzPieces;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.segment.RecordEncoder;
import org.ordercast.engine.log.segment.RepairedRecord;

/**
 * The client's side of a link over TCP, and a server that says anything: the answer is read to its end, or refused as one that is
 * none, and what was read can be written again. Without the key, nothing is read.
 *
 * <p>An input is a mode, then pieces of the answer.
 */
class LogReadingFuzz {

    private static final LinkSealing SEALED = Keys.sealing(Keys.key(1));
    private static final int MOST_PIECES = 100;
    private static final int MOST_RECORDS = 10_000;

    /** What the bits of the first byte ask for. */
    private static final int WITH_SEALING = 1;

    private static final int WITH_THE_KEY = 2;
    private static final int RAW = 4;

    /** What a piece is: its first byte. */
    private static final int RECORD = 1;

    private static final int CLOSING = 2;

    static Stream<byte[]> seeds() {
        List<byte[]> pieces = new ArrayList<>();
        RecordEncoder encoder = new RecordEncoder(1);
        for (LogItem item : Records.upTo(9)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(RECORD);
            encoder.encode((LogRecord) item).forEach(piece -> {
                byte[] part = new byte[piece.remaining()];
                piece.get(part);
                bytes.writeBytes(part);
            });
            pieces.add(bytes.toByteArray());
        }
        byte[] closing = new byte[1 + Closing.LENGTH];
        closing[0] = CLOSING;
        Closing.of(Closing.Kind.END, pieces.size()).encode().get(closing, 1, Closing.LENGTH);
        pieces.add(closing);
        return Stream.of(
                FuzzPieces.join(new byte[] {0}, pieces),
                FuzzPieces.join(new byte[] {WITH_SEALING | WITH_THE_KEY}, pieces),
                FuzzPieces.join(new byte[] {WITH_SEALING}, pieces),
                FuzzPieces.join(new byte[] {RAW}, List.of(answer(pieces, null))));
    }

    @MethodSource("seeds")
    @FuzzTest
    void anAnswerIsReadToItsEndOrRefused(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        int mode = input[0];
        boolean sealed = (mode & WITH_SEALING) != 0;
        Server server = new Server(mode, FuzzPieces.of(input, 1, MOST_PIECES));
        List<LogRecord> records = new ArrayList<>();
        try {
            LogReading reading =
                    LogReading.ask(server.in, server.out, Fetched.GROUP, sealed ? SEALED : LinkSealing.none(), 0);
            LogRecord record = reading.next();
            while (record != null && records.size() < MOST_RECORDS) {
                records.add(record);
                record = reading.next();
            }
            assertThat(reading.closing()).isNotNull();
        } catch (IOException refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
        }
        if (sealed && (mode & WITH_THE_KEY) == 0) {
            assertThat(records).isEmpty();
        }
        RecordEncoder encoder = new RecordEncoder(0);
        records.forEach(record -> assertThat(encoder.encode(record)).isNotEmpty());
    }

    /** What is said for some pieces, in chunks of at most the given seal. */
    private static byte[] answer(List<byte[]> pieces, @Nullable ChunkSeal seal) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        long offset = 0;
        for (byte[] piece : pieces) {
            if (piece.length > 0 && piece[0] == RECORD) {
                byte[] record = RepairedRecord.of(Arrays.copyOfRange(piece, 1, piece.length), Server.SALT, offset);
                offset += record.length;
                content.write(Closing.RECORD);
                content.writeBytes(record);
            } else if (piece.length > Closing.LENGTH && piece[0] == CLOSING) {
                ByteBuffer fields = ByteBuffer.wrap(piece);
                Closing.Kind[] kinds = Closing.Kind.values();
                Closing closing = new Closing(
                        kinds[Math.floorMod(piece[1] - 2, kinds.length)],
                        fields.getLong(2),
                        fields.getLong(10),
                        fields.getLong(18));
                ByteBuffer encoded = closing.encode();
                byte[] bytes = new byte[encoded.remaining()];
                encoded.get(bytes);
                content.writeBytes(bytes);
            } else {
                content.writeBytes(piece);
            }
        }
        return seal == null ? content.toByteArray() : chunks(content.toByteArray(), seal);
    }

    private static byte[] chunks(byte[] content, ChunkSeal seal) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] chunk = new byte[ChunkSeal.MAX_CONTENT + seal.overhead()];
        for (int at = 0; at < content.length; at += ChunkSeal.MAX_CONTENT) {
            byte[] part = Arrays.copyOfRange(content, at, Math.min(content.length, at + ChunkSeal.MAX_CONTENT));
            answer.write(chunk, 0, seal.wrap(part, part.length, chunk));
        }
        return answer.toByteArray();
    }

    /** Answers the hello that a client has said, with what an input says. */
    private static final class Server {

        private static final long SALT = 1;

        private final int mode;
        private final List<byte[]> pieces;
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
        private final OutputStream out = heard;
        private @Nullable ByteArrayInputStream said;

        private final InputStream in = new InputStream() {
            @Override
            public int read() {
                return said().read();
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return said().read(target, offset, length);
            }
        };

        Server(int mode, List<byte[]> pieces) {
            this.mode = mode;
            this.pieces = pieces;
        }

        private ByteArrayInputStream said() {
            ByteArrayInputStream now = said;
            if (now == null) {
                now = new ByteArrayInputStream(answer());
                said = now;
            }
            return now;
        }

        private byte[] answer() {
            if ((mode & RAW) != 0) {
                return LogReadingFuzz.answer(pieces, null);
            }
            Hello client = Hello.decode(Arrays.copyOf(heard.toByteArray(), Hello.LENGTH));
            if (client == null) {
                throw new IllegalStateException("the client says no hello");
            }
            Hello server = new Hello(Hello.VERSION, client.key(), Hello.Verdict.WELCOME, Fetched.GROUP, SALT, 2);
            LinkSealing sealing = (mode & WITH_THE_KEY) != 0 ? SEALED : Keys.sealing(Keys.key(1, 99));
            ChunkSeal seal = sealing.seal(
                    client.isSealed() ? sealing.find(1) : null, LinkSealing.Direction.ANSWER, client, server);
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.writeBytes(server.encode());
            whole.writeBytes(LogReadingFuzz.answer(pieces, seal));
            return whole.toByteArray();
        }
    }
}
