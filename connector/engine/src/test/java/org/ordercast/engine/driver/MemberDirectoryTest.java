package org.ordercast.engine.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ordercast.engine.Durability;
import org.ordercast.engine.Eventually;
import org.ordercast.engine.StorageSettings;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.segment.DirectoryDisk;
import org.ordercast.engine.log.segment.LogOwner;
import org.ordercast.engine.log.segment.LogSettings;
import org.ordercast.engine.log.segment.SegmentedLog;

/** Which directory a member has, and which id comes with it. */
class MemberDirectoryTest {

    @TempDir
    Path root;

    private final List<Closeable> open = new ArrayList<>();

    /** A directory that is taken, and the id that came with it. */
    private record Taken(String memberId, Closeable lock) {}

    @AfterEach
    void close() throws IOException {
        for (Closeable each : open) {
            each.close();
        }
        open.clear();
    }

    @Test
    void anIdThatWasMadeUpIsKeptWithItsDirectory() throws Exception {
        Taken first = takeAny();
        first.lock.close();

        assertThat(takeAny().memberId).isEqualTo(first.memberId);
        assertThat(first.memberId).startsWith(MemberIds.hostPart()).matches("(?s).+-[0-9a-f]{8}");
    }

    @Test
    void aDirectoryThatALivingMemberHasIsNotTaken() throws Exception {
        Taken first = takeAny();
        Taken second = takeAny();

        assertThat(second.memberId).isNotEqualTo(first.memberId);
        first.lock.close();
        second.lock.close();
        Taken one = takeAny();
        Taken other = takeAny();
        assertThat(Set.of(one.memberId, other.memberId)).containsExactlyInAnyOrder(first.memberId, second.memberId);
    }

    @Test
    void manyThatStartAtOnceHaveADirectoryEach() throws Exception {
        int members = 8;
        Set<String> ids = ConcurrentHashMap.newKeySet();
        for (int round = 0; round < 3; round++) {
            CountDownLatch start = new CountDownLatch(1);
            List<FutureTask<Taken>> starting = new ArrayList<>();
            for (int i = 0; i < members; i++) {
                FutureTask<Taken> task = new FutureTask<>(() -> {
                    start.await();
                    return takeAny();
                });
                starting.add(task);
                new Thread(task, "member " + i).start();
            }
            start.countDown();
            Set<String> taken = new HashSet<>();
            for (FutureTask<Taken> task : starting) {
                Taken each = task.get(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS);
                assertThat(taken.add(each.memberId))
                        .as("%s has an owner already", each.memberId)
                        .isTrue();
            }
            ids.addAll(taken);
            close();
        }
        // One that is looked at while its owner still takes it may be passed over, so a few more may have begun.
        assertThat(ids).hasSizeGreaterThanOrEqualTo(members);
    }

    @Test
    void theDirectoryOfAConfiguredMemberIsNeverTaken() throws Exception {
        take("alpha").lock.close();

        assertThat(takeAny().memberId).isNotEqualTo("alpha");
    }

    @Test
    void anIdThatWasMadeUpAndIsConfiguredLaterIsItsOwnersFromThenOn() throws Exception {
        Taken any = takeAny();
        any.lock.close();
        take(any.memberId).lock.close();

        assertThat(takeAny().memberId).isNotEqualTo(any.memberId);
    }

    @Test
    void theSequencersDirectoryIsTakenFirst() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(takeAny().memberId);
        }
        ids.sort(null);

        String last = ids.get(2);
        close();
        try (SegmentedLog log = SegmentedLog.open(
                DirectoryDisk.writable(root.resolve("prices").resolve(last)),
                new LogOwner("prices", last, 1, "boot"),
                LogSettings.DEFAULT,
                InstantSource.system())) {
            log.append(new LogRecord.EpochStart(1, 1, last, 1));
        }

        assertThat(takeAny().memberId).isEqualTo(last);
        assertThat(takeAny().memberId).as("then by name").isEqualTo(ids.get(0));
    }

    @Test
    void aLogThatCannotBeOpenedIsNotPassedOver() throws Exception {
        takeAny().lock.close();
        MemberDirectory directory = directory();

        assertThatThrownBy(() -> directory.openAny((id, path) -> {
                    throw new IOException("damaged beyond recognition");
                }))
                .hasMessage("damaged beyond recognition");
    }

    @Test
    void withoutASettingItIsInTheHomeDirectory() throws Exception {
        Path home = Path.of(System.getProperty("user.home"));

        MemberDirectory.of(StorageSettings.DEFAULT, "home-test", new SecureRandom());

        assertThat(home.resolve(".ordercast").resolve("home-test")).isDirectory();
        assertThat(home).as("tests have a home of their own").hasFileName("home");
    }

    @Test
    void whatCannotBeADirectoryIsRefusedByTheNameOfTheSetting() throws Exception {
        Path file = Files.createFile(root.resolve("file"));

        assertThatThrownBy(() -> MemberDirectory.of(
                        StorageSettings.onDisk(Durability.OS, file.toString()), "prices", new SecureRandom()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("logDirectory: '" + file + "' is not allowed; a directory in which user ")
                .hasMessageContaining("can create " + file.resolve("prices"));
    }

    private Taken takeAny() throws IOException {
        return directory().openAny(this::lock);
    }

    private Taken take(String memberId) throws IOException {
        return directory().open(memberId, this::lock);
    }

    private MemberDirectory directory() throws IOException {
        return MemberDirectory.of(StorageSettings.onDisk(Durability.OS, root.toString()), "prices", new SecureRandom());
    }

    private Taken lock(String memberId, Path directory) throws IOException {
        Closeable lock = DirectoryDisk.writable(directory).lock();
        synchronized (open) {
            open.add(lock);
        }
        return new Taken(memberId, lock);
    }
}
