package org.ordercast.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.segment.RecordDecoder;
import org.ordercast.engine.security.GroupKey;

/** The page that describes the log over TCP says what the code does: its vectors are made anew, and read back. */
class LinkFormatPageTest {

    private static final Pattern VECTOR = Pattern.compile("```link ([A-Z_]+)\n([0-9a-f\\s]*)```");
    private static final long GROUP = FrameHeader.groupId("prices");
    private static final long ALPHA = 0x0a0a0a0a0a0a0a0aL;
    private static final Hello CLIENT =
            new Hello(1, 7, Hello.Verdict.WELCOME, GROUP, 0x0101010101010101L, 0x0202020202020202L);
    private static final Hello SERVER =
            new Hello(1, 7, Hello.Verdict.WELCOME, GROUP, 0x0303030303030303L, 0x0404040404040404L);
    private static final LogRecord RECORD = new LogRecord.EpochStart(ALPHA, 2, "alpha", ALPHA);

    @Test
    void theVectorsAreWhatTheCodeSays() throws IOException {
        byte[] request = Request.encode(CLIENT, SERVER, 42);
        byte[] content = new byte[ChunkSeal.MAX_CONTENT];
        int filled = new Answer(new FakeLog(List.of(RECORD)).open(42).orElseThrow(), SERVER.salt(), warning -> {})
                .fill(content);
        byte[] answer = Arrays.copyOf(content, filled);
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("CLIENT_HELLO", hex(CLIENT.encode()));
        expected.put("SERVER_HELLO", hex(SERVER.encode()));
        expected.put("REQUEST", hex(sealed(LinkSealing.Direction.REQUEST, request)));
        expected.put("ANSWER", hex(sealed(LinkSealing.Direction.ANSWER, answer)));
        expected.put("REQUEST_CONTENT", hex(request));
        expected.put("ANSWER_CONTENT", hex(answer));

        assertThat(vectors()).isEqualTo(expected);
    }

    @Test
    void theSealedAnswerOfThePageIsRead() throws IOException {
        byte[] answer = HexFormat.of().parseHex(vectors().get("ANSWER"));
        ChunkSeal seal = sealing().seal(sealing().sealingKey(), LinkSealing.Direction.ANSWER, CLIENT, SERVER);

        LogReading reading = new LogReading(
                new ChunkInput(new ByteArrayInputStream(answer), seal), new RecordDecoder(SERVER.salt()));

        assertThat(reading.next()).isEqualTo(RECORD);
        assertThat(reading.next()).isNull();
        assertThat(reading.closing()).isEqualTo(Closing.of(Closing.Kind.END, 1));
    }

    private static LinkSealing sealing() {
        byte[] secret = new byte[GroupKey.LENGTH];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) i;
        }
        return Keys.sealing(new GroupKey(7, secret));
    }

    private static byte[] sealed(LinkSealing.Direction direction, byte[] content) {
        byte[] chunk = new byte[ChunkSeal.overhead(true) + content.length];
        sealing().seal(sealing().sealingKey(), direction, CLIENT, SERVER).wrap(content, content.length, chunk);
        return chunk;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static Map<String, String> vectors() throws IOException {
        Map<String, String> vectors = new LinkedHashMap<>();
        Matcher matcher = VECTOR.matcher(Files.readString(Path.of("../WIRE-FORMAT.md")));
        while (matcher.find()) {
            vectors.put(matcher.group(1), matcher.group(2).replaceAll("\\s", ""));
        }
        return vectors;
    }
}
