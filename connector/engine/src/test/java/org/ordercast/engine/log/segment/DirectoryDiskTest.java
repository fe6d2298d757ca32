package org.ordercast.engine.log.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ordercast.engine.log.LogItem;

/** The log in a real directory. */
class DirectoryDiskTest {

    @TempDir
    private Path temp;

    private final LogModel model = new LogModel(new SplittableRandom(17));

    @Test
    void aLogIsKeptInADirectoryThatIsCreatedForIt() throws IOException {
        Path directory = temp.resolve("a/b");
        SegmentedLog log = open(directory);
        append(log, 300);
        log.force();
        log.close();

        SegmentedLog again = open(directory);
        assertThat(again.recovery().complete()).isTrue();
        assertThat(TestLog.records(again)).isEqualTo(model.records());
        again.close();
    }

    @Test
    void aDirectoryThatIsInUseIsRefusedAndStaysLocked() throws IOException {
        SegmentedLog log = open(temp);
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(LogUnavailableException.class)
                    .isThrownBy(() -> open(temp))
                    .withMessageContaining("is in use by this process");
        }
        log.close();

        open(temp).close();
    }

    @Test
    void aDirectoryThatAnotherProcessHasIsRefused() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LogHolder.class.getName(),
                        temp.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('!');

            assertThatExceptionOfType(LogUnavailableException.class)
                    .isThrownBy(() -> open(temp))
                    .withMessageContaining("is in use by process " + other.pid());
        } finally {
            other.destroyForcibly().waitFor();
        }
        SegmentedLog log = open(temp);
        assertThat(log.recovery().complete()).isTrue();
        log.close();
    }

    @Test
    void whatIsNoDirectoryIsRefused() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "text");

        assertThatExceptionOfType(LogUnavailableException.class)
                .isThrownBy(() -> DirectoryDisk.writable(file))
                .withMessageContaining("is not a directory");
        assertThatExceptionOfType(LogUnavailableException.class)
                .isThrownBy(() -> DirectoryDisk.readable(file))
                .withMessageContaining("is not a directory");
        assertThatExceptionOfType(LogUnavailableException.class)
                .isThrownBy(() -> DirectoryDisk.readable(temp.resolve("nowhere")))
                .withMessageContaining("there is no directory");
    }

    @Test
    void aDirectoryThatCannotBeWrittenToIsRefused() throws IOException {
        Path directory = Files.createDirectory(temp.resolve("locked"));
        boolean changed = directory.toFile().setWritable(false);
        assumeThat(changed && !Files.isWritable(directory))
                .as("permissions mean nothing to this user")
                .isTrue();

        assertThatExceptionOfType(LogUnavailableException.class)
                .isThrownBy(() -> DirectoryDisk.writable(directory))
                .withMessageContaining("is not writable for user");
    }

    @Test
    void aCopyMadeAtAnyMomentIsABeginningOfTheLog() throws Exception {
        SegmentedLog log = open(temp.resolve("log"));
        append(log, 10);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<List<Path>> copies = thread.submit(() -> {
                List<Path> made = new ArrayList<>();
                while (!done.get() && made.size() < 30) {
                    made.add(copy(temp.resolve("log"), temp.resolve("copy" + made.size())));
                }
                return made;
            });
            while (!copies.isDone() && model.records().size() < 20_000) {
                append(log, 20);
            }
            done.set(true);
            for (Path copy : copies.get(60, TimeUnit.SECONDS)) {
                SegmentedLog opened = open(copy);
                List<LogItem> found = TestLog.records(opened);
                assertThat(found).hasSizeGreaterThanOrEqualTo(10);
                assertThat(found).isEqualTo(model.records().subList(0, found.size()));
                assertThat(opened.recovery().damage()).isEmpty();
                opened.close();
            }
        } finally {
            thread.shutdownNow();
        }
        log.close();
    }

    @Test
    void interruptsOfAThreadHarmNeitherItsFilesNorThoseOfOthers() throws IOException {
        SegmentedLog log = open(temp);
        LogReader reader = log.openReader(1);
        List<LogItem> found = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Thread.currentThread().interrupt();
            append(log, 10);
            log.force();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            found.addAll(TestLog.read(reader));
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(TestLog.withoutCheckpoints(found)).isEqualTo(model.records());
        log.close();
    }

    @Test
    void aFileThatIsNotThereIsSaidToBe() throws IOException {
        DirectoryDisk disk = DirectoryDisk.writable(temp);

        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> disk.open("nothing"));
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> disk.openReadOnly("nothing"));
        disk.delete("nothing");
        assertThat(disk.freeSpace()).isPositive();
    }

    @Test
    void aPartIsWrittenWhereItBelongs() throws IOException {
        DirectoryDisk disk = DirectoryDisk.writable(temp);
        byte[] bytes = new byte[1_000_000];
        new SplittableRandom(1).nextBytes(bytes);
        try (DiskFile file = disk.create("file")) {
            Bytes.write(file, ByteBuffer.wrap(bytes), 0);
            ByteBuffer read = ByteBuffer.allocate(bytes.length - 5);
            Bytes.read(file, read, 5);

            assertThat(read.flip()).isEqualTo(ByteBuffer.wrap(bytes, 5, bytes.length - 5));
            file.truncate(10);
            assertThat(file.size()).isEqualTo(10);
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        // Oldest first: what is written meanwhile is behind what was copied before.
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(from, "*.{segment,life}")) {
            all.forEach(files::add);
        }
        files.sort(null);
        for (Path file : files) {
            Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        return to;
    }

    private void append(SegmentedLog log, int records) throws IOException {
        for (int i = 0; i < records; i++) {
            log.append(model.next());
        }
        log.write();
    }

    private static SegmentedLog open(Path directory) throws IOException {
        return SegmentedLog.open(
                DirectoryDisk.writable(directory),
                new LogOwner("prices", "alpha", 1, BootId.current()),
                TestLog.SMALL.withSegments(64 * 1024, 1024),
                Instant::now);
    }
}
