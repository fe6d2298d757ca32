package org.ordercast.engine.log.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.log.segment.DirectoryDisk;
import org.ordercast.engine.log.segment.LogOwner;
import org.ordercast.engine.log.segment.LogSettings;
import org.ordercast.engine.log.segment.SegmentedLog;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;

/** The command line, over the log of a member that is writing it. */
class LogToolTest {

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private SegmentedLog log;

    @BeforeEach
    void openLog() throws IOException {
        log = SegmentedLog.open(
                DirectoryDisk.writable(directory),
                new LogOwner("prices", "alpha", 0xa, "boot"),
                LogSettings.DEFAULT,
                () -> Instant.EPOCH);
        log.append(new LogRecord.EpochStart(0xa, 1, "alpha", 0xa));
        log.append(new LogRecord.ViewChange(
                1,
                new View(
                        1,
                        List.of(new View.Participant(
                                new MemberIdentity("alpha", 0xa, Endpoint.ipv4(0x7f000001, 4000)), 0))),
                0x11));
        for (int i = 1; i <= 20; i++) {
            log.append(message(i, "buy " + i));
        }
        log.append(new LogRecord.Gap(21, 22, 1, 0x12, "nobody had them"));
        log.append(message(23, "one\ntwo\u001b[2J"));
        log.write();
    }

    @AfterEach
    void closeLog() throws IOException {
        log.close();
    }

    @Test
    void dumpPrintsALineForEachRecord() {
        assertThat(run("dump", directory.toString())).isZero();

        assertThat(lines())
                .startsWith(
                        "checkpoint 0 epoch 0 view 0 committed 0 digest 0000000000000000",
                        "epoch 1 order 000000000000000a sequencer alpha/000000000000000a",
                        "view 1 epoch 1 digest 0000000000000011 alpha/000000000000000a",
                        "batch 1-1 epoch 1 publisher alpha/000000000000000a 1-1 bytes 9 digest 0000000000000001")
                .contains("gap 21-22 epoch 1 digest 0000000000000012 nobody had them")
                .hasSize(25);
    }

    @Test
    void dumpPrintsARangeWithItsPayloads() {
        assertThat(run("dump", directory.toString(), "--from", "19", "--to", "21", "--payload", "hex"))
                .isZero();

        assertThat(lines())
                .hasSize(5)
                .contains("  19 " + "627579203139")
                .last()
                .asString()
                .startsWith("gap 21-22");
    }

    @Test
    void textInAPayloadCannotCommandTheTerminal() {
        assertThat(run("tail", directory.toString(), "--lines", "1", "--payload", "text"))
                .isZero();

        assertThat(lines()).hasSize(2).last().isEqualTo("  23 one.two.[2J");
    }

    @Test
    void verifySaysThatAllIsFine() {
        assertThat(run("verify", directory.toString())).isZero();

        assertThat(lines()).first().isEqualTo("group prices, member alpha");
        assertThat(lines())
                .last()
                .asString()
                .startsWith("1 segments, 25 records")
                .endsWith("sequences 1 to 23: fine");
    }

    @Test
    void verifyFindsDamage() throws IOException {
        Path segment = directory.resolve("00000000000000000001.segment");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);

        assertThat(run("verify", directory.toString())).isEqualTo(LogTool.DAMAGED);
        assertThat(lines()).anyMatch(line -> line.startsWith("DAMAGE 00000000000000000001.segment is damaged at"));
        assertThat(run("dump", directory.toString())).isEqualTo(LogTool.DAMAGED);
    }

    @Test
    void aRecordThatIsBeingWrittenIsNoDamage() throws IOException {
        Path segment = directory.resolve("00000000000000000001.segment");
        byte[] bytes = Files.readAllBytes(segment);
        Path copy = Files.createDirectory(directory.resolve("copy"));
        Files.write(copy.resolve(segment.getFileName()), Arrays.copyOf(bytes, bytes.length - 20));

        assertThat(run("verify", copy.toString())).isZero();
        assertThat(lines())
                .anyMatch(line -> line.endsWith("bytes at the end are no whole record: being written, or torn"));
    }

    @Test
    void aWrongCommandLineSaysWhatIsWrongAndHowToDoBetter() {
        for (List<String> wrong : List.of(
                List.<String>of(),
                List.of("dump"),
                List.of("sing", "here"),
                List.of("dump", "here", "--from", "0"),
                List.of("dump", "here", "--from"),
                List.of("dump", "here", "--loud"),
                List.of("dump", "here", "--payload", "song"))) {
            errors.reset();
            assertThat(run(wrong.toArray(String[]::new))).as("%s", wrong).isEqualTo(LogTool.USAGE);
            assertThat(errors.toString(UTF_8)).contains("usage: java -jar ordercast-engine.jar");
        }
    }

    @Test
    void aDirectoryThatIsNotThereCannotBeRead() {
        assertThat(run("verify", directory.resolve("nowhere").toString())).isEqualTo(LogTool.UNREADABLE);
        assertThat(errors.toString(UTF_8)).contains("there is no directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dump", "verify", "tail"})
    void aDirectoryWithoutALogIsNotFine(String command) throws IOException {
        Path parent = Files.createDirectories(directory.resolve("parent"));

        assertThat(run(command, parent.toString())).isEqualTo(LogTool.UNREADABLE);
        assertThat(errors.toString(UTF_8))
                .contains("there is none in " + parent)
                .contains("the directory of one member");
        assertThat(lines()).isEmpty();
    }

    private int run(String... arguments) {
        out.reset();
        return new LogTool(new PrintStream(out, true, UTF_8), new PrintStream(errors, true, UTF_8))
                .run(List.of(arguments));
    }

    private List<String> lines() {
        return out.toString(UTF_8).lines().toList();
    }

    private static LogRecord message(long sequence, String text) {
        byte[] payload = text.getBytes(UTF_8);
        return new LogRecord.Batch(
                new OrderedBatch(
                        1,
                        sequence,
                        "alpha",
                        0xa,
                        sequence,
                        1,
                        ByteBuffer.allocate(4 + payload.length)
                                .putInt(payload.length)
                                .put(payload)
                                .flip()),
                sequence);
    }
}
