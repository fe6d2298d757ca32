package org.ordercast.engine.log.segment;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.log.PublisherPosition;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;

/** The page that describes the log's format says what the code does: its vectors are written, compared and read back. */
class LogFormatPageTest {

    private static final Pattern VECTOR = Pattern.compile("```vector ([A-Z]+)\n([0-9a-f\\s]+)```");
    private static final long ALPHA = 0x0a0a0a0a0a0a0a0aL;
    private static final long BETA = 0x0b0b0b0b0b0b0b0bL;
    private static final View VIEW = new View(
            1,
            List.of(
                    new View.Participant(new MemberIdentity("alpha", ALPHA, Endpoint.ipv4(0x7f000001, 40_001)), 0),
                    new View.Participant(new MemberIdentity("beta", BETA, Endpoint.ipv4(0x7f000001, 40_002)), 0)));

    private static final Map<String, LogRecord> RECORDS = new LinkedHashMap<>();

    static {
        RECORDS.put(
                "CHECKPOINT",
                new LogRecord.Checkpoint(new LogState(
                        ALPHA,
                        1,
                        "beta",
                        BETA,
                        41,
                        7,
                        View.NONE,
                        40,
                        List.of(new PublisherPosition("beta", BETA, 41)))));
        RECORDS.put("EPOCH", new LogRecord.EpochStart(ALPHA, 2, "alpha", ALPHA));
        RECORDS.put("VIEW", new LogRecord.ViewChange(2, VIEW, 8));
        RECORDS.put(
                "BATCH",
                new LogRecord.Batch(
                        new OrderedBatch(
                                2,
                                42,
                                "beta",
                                BETA,
                                42,
                                2,
                                ByteBuffer.allocate(13)
                                        .putInt(5)
                                        .put("buy 5".getBytes(US_ASCII))
                                        .putInt(0)
                                        .flip()),
                        9));
        RECORDS.put("GAP", new LogRecord.Gap(44, 50, 2, 10, "nobody had them"));
    }

    private final String page = readPage();
    private final Map<String, byte[]> vectors = vectors();

    @Test
    void theCodeWritesWhatThePageShows() throws IOException {
        byte[] segment = write();

        int at = SegmentHeader.LENGTH;
        StringBuilder shown = new StringBuilder(show("HEADER", Arrays.copyOf(segment, 53)));
        for (String name : RECORDS.keySet()) {
            int length = ByteBuffer.wrap(segment).getInt(at + 4);
            shown.append(show(name, Arrays.copyOfRange(segment, at, at + length)));
            at += length;
        }

        assertThat(at).isEqualTo(segment.length);
        assertThat(vectorsIn(shown.toString())).isEqualTo(vectorsIn(page));
    }

    @Test
    void bothCopiesOfTheHeaderAreTheSame() throws IOException {
        byte[] segment = write();

        assertThat(Arrays.copyOfRange(segment, 1024, 2048)).isEqualTo(Arrays.copyOf(segment, 1024));
        assertThat(Arrays.copyOfRange(segment, 53, 1024)).containsOnly(0);
    }

    @Test
    void aLogMadeOfTheVectorsIsRead() throws IOException {
        ByteBuffer segment = ByteBuffer.allocate(64 * 1024);
        segment.put(0, vectors.get("HEADER")).put(1024, vectors.get("HEADER")).position(SegmentHeader.LENGTH);
        RECORDS.keySet().forEach(name -> segment.put(vectors.get(name)));
        SimulatedDisk disk = new SimulatedDisk();
        disk.put(SegmentNames.segment(42), Arrays.copyOf(segment.array(), segment.position()));

        try (LogReader reader = new LogDirectory(disk).openReader(42)) {
            assertThat(TestLog.read(reader)).isEqualTo(List.copyOf(RECORDS.values()));
        }
    }

    @ParameterizedTest
    @EnumSource(RecordType.class)
    void thePageNamesEveryTypeWithItsCode(RecordType type) {
        assertThat(page).contains("| " + type.code() + " | `" + type + "` |");
    }

    private static byte[] write() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        SegmentedLog log = SegmentedLog.open(
                disk,
                new LogOwner("prices", "alpha", ALPHA, ""),
                LogSettings.DEFAULT,
                () -> Instant.ofEpochMilli(1000));
        RECORDS.values().forEach(log::append);
        log.write();
        return disk.bytes(SegmentNames.segment(42));
    }

    /** A vector as it stands on the page. */
    private static String show(String name, byte[] bytes) {
        StringBuilder text = new StringBuilder("```vector " + name + "\n");
        for (int at = 0; at < bytes.length; at += 4) {
            text.append(HexFormat.of().formatHex(bytes, at, Math.min(bytes.length, at + 4)));
            text.append(at % 48 == 44 || at + 4 >= bytes.length ? "\n" : " ");
        }
        return text.append("```\n").toString();
    }

    private static String vectorsIn(String text) {
        StringBuilder vectors = new StringBuilder();
        Matcher matcher = VECTOR.matcher(text);
        while (matcher.find()) {
            vectors.append(matcher.group()).append('\n');
        }
        return vectors.toString();
    }

    private Map<String, byte[]> vectors() {
        Map<String, byte[]> found = new LinkedHashMap<>();
        Matcher matcher = VECTOR.matcher(page);
        while (matcher.find()) {
            found.put(matcher.group(1), HexFormat.of().parseHex(matcher.group(2).replaceAll("\\s", "")));
        }
        return found;
    }

    private static String readPage() {
        Path path = Path.of(System.getProperty("basedir", "."), "..", "LOG-FORMAT.md");
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new AssertionError("the page of the log format should be at " + path.toAbsolutePath(), e);
        }
    }
}
