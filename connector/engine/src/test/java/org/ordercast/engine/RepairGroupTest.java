package org.ordercast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members over real sockets whose logs rot on their disks: whoever reads gets everything all the same. */
class RepairGroupTest {

    private static final int MESSAGES = 3_000;

    /** So many messages of a mebibyte are more than is kept in memory for cursors. */
    private static final int FILLING = 20;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReaderBeforeDamageGetsEverythingOnceTheDamageIsRepairedFromAnotherMember(boolean sealed) throws Exception {
        try (TestGroup group = group(sealed)) {
            Member alpha = group.start("alpha");
            Member beta = group.start("beta");
            Cursor slow = beta.openCursor();
            Cursor reference = alpha.openCursor();
            TestGroup.result(TestGroup.publishing(beta, payloads()));
            TestGroup.result(TestGroup.publishing(beta, whatFillsTheMemory()));
            Eventually.until("beta has all", () -> beta.logSnapshot().written() == MESSAGES + FILLING);
            assertThat(beta.logSnapshot().segments()).isGreaterThan(3);
            List<Path> closed = closedSegments("beta");
            damage(closed.get(0), 300_000, 5);
            damage(closed.get(1), 400_000, 3_000);
            damage(closed.get(1), 900_000, 1);

            FutureTask<List<TestGroup.Seen>> reading = TestGroup.reading(slow, MESSAGES);

            List<TestGroup.Seen> seen = TestGroup.result(reading);
            TestGroup.assertOneOrder(List.of(seen, TestGroup.result(TestGroup.reading(reference, MESSAGES))));
            Eventually.until(
                    "all is repaired", () -> beta.logSnapshot().damaged().isEmpty());
            assertThat(beta.logSnapshot().damagesFound()).isGreaterThanOrEqualTo(3);
            assertThat(beta.logSnapshot().damagesRepaired()).isGreaterThanOrEqualTo(3);
            assertThat(beta.logSnapshot().alarms()).isEmpty();
            assertThat(alpha.logSnapshot().damagesFound()).isZero();
            assertThat(beta.snapshot().state()).isEqualTo(MemberState.FOLLOWING);
        }
    }

    @Test
    void aSequencerWhoseNewestSegmentIsDamagedOrdersNothingBeforeItIsRepaired() throws Exception {
        int before;
        try (TestGroup group = group(false)) {
            Member alpha = group.start("alpha");
            Member beta = group.start("beta");
            TestGroup.result(TestGroup.publishing(beta, payloads()));
            TestGroup.result(TestGroup.publishing(alpha, payloads().subList(0, 500)));
            before = MESSAGES + 500;
            int all = before;
            Eventually.until(
                    "both have all",
                    () -> beta.logSnapshot().written() == all
                            && alpha.logSnapshot().written() == all);
        }
        List<Path> segments = segments("alpha");
        damage(segments.get(segments.size() - 1), 60_000, 3);
        try (TestGroup group = group(false)) {
            Member alpha = group.startAlone("alpha");
            Eventually.until("the damage is known", () -> alpha.logSnapshot().damagesFound() == 1);
            Eventually.until("alpha says why it waits", () -> alpha.snapshot().state() == MemberState.RECOVERING);
        }
        try (TestGroup group = group(false)) {
            Member alpha = group.startAlone("alpha");
            assertThat(alpha.logSnapshot().damagesFound())
                    .as("known in its next life, too")
                    .isEqualTo(1);
            Member beta = group.start("beta");
            TestGroup.result(TestGroup.publishing(beta, List.of(new byte[10])));

            assertThat(alpha.logSnapshot().damaged()).isEmpty();
            assertThat(alpha.logSnapshot().damagesRepaired()).isPositive();
            Eventually.until("beta has all", () -> beta.logSnapshot().written() == before + 1);
            Eventually.until(
                    "both have one order",
                    () -> beta.snapshot().digest() == alpha.snapshot().digest());
        }
    }

    @Test
    void whereNobodyHoldsWhatIsDamagedReadersWaitAndTheAlarmSaysSo() throws Exception {
        try (TestGroup group = group(false)) {
            Member alpha = group.start("alpha");
            Member beta = group.start("beta");
            Cursor slow = alpha.openCursor();
            beta.close();
            TestGroup.result(TestGroup.publishing(alpha, payloads()));
            TestGroup.result(TestGroup.publishing(alpha, whatFillsTheMemory()));
            List<String> raised = new CopyOnWriteArrayList<>();
            List<String> cleared = new CopyOnWriteArrayList<>();
            alpha.addLogListener(new LogListener() {
                @Override
                public void raised(LogAlarm alarm) {
                    raised.add(alarm.kind().name());
                }

                @Override
                public void cleared(LogAlarm alarm) {
                    cleared.add(alarm.kind().name());
                }
            });
            Path rotten = closedSegments("alpha").get(0);
            damage(rotten, 500_000, 5);
            FutureTask<List<TestGroup.Seen>> reading = TestGroup.reading(slow, MESSAGES);
            Eventually.until("the damage is found", () -> raised.contains("DAMAGED"));
            long stands = alpha.logSnapshot().damagedSequences();

            assertThat(stands).isPositive();
            assertThat(reading.isDone()).isFalse();
            TestGroup.result(TestGroup.publishing(alpha, List.of(new byte[10]))); // nobody else waits

            damage(rotten, 500_000, 5); // once more, and the bits are what they were
            Eventually.until("the alarm is cleared", () -> cleared.contains("DAMAGED"));
        }
    }

    private List<Path> closedSegments(String member) throws IOException {
        List<Path> segments = segments(member);
        segments.remove(segments.size() - 1);
        return segments;
    }

    private List<Path> segments(String member) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("rotting").resolve(member))) {
            return new ArrayList<>(
                    files.filter(path -> path.getFileName().toString().endsWith(".segment"))
                            .sorted()
                            .toList());
        }
    }

    /** Changes so many bytes of a file, each in a bit. */
    private static void damage(Path file, long from, int bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.allocate(bytes);
            channel.read(buffer, from);
            for (int i = 0; i < bytes; i++) {
                buffer.put(i, (byte) (buffer.get(i) ^ 0x10));
            }
            channel.write(buffer.flip(), from);
        }
    }

    private static List<byte[]> whatFillsTheMemory() {
        return Collections.nCopies(FILLING, new byte[1 << 20]);
    }

    private static List<byte[]> payloads() {
        Random random = new Random(1);
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            byte[] payload = new byte[i % 100 == 0 ? 100_000 : 1_000];
            random.nextBytes(payload);
            payloads.add(payload);
        }
        return payloads;
    }

    private TestGroup group(boolean sealed) {
        return new TestGroup(settings -> settings.group("rotting")
                .sequencer("alpha")
                .groupKey(sealed ? "A".repeat(43) + "=" : "")
                .storage(new StorageSettings(
                        Durability.OS,
                        directory.toString(),
                        1 << 20,
                        StorageSettings.DEFAULT_KEEP_BYTES,
                        StorageSettings.DEFAULT_KEEP_TIME)));
    }
}
