package org.ordercast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ordercast.engine.TestGroup.Seen;
import org.ordercast.engine.driver.MemberEvents;
import org.ordercast.engine.security.CipherSuite;

/** Members of one group with a key, on real sockets. */
@Timeout(180)
class SealedGroupTest {

    private static final String FIRST = "1:" + "B".repeat(42) + "A=";
    private static final String SECOND = "2:" + "C".repeat(42) + "A=";

    private final Logger logger = Logger.getLogger(MemberEvents.LOGGER);
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Handler handler = new Lines();

    @TempDir
    private Path directory;

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        logger.removeHandler(handler);
    }

    @Test
    void sealedMembersReadOneOrderUnderLoss() throws Exception {
        for (CipherSuite suite : CipherSuite.values()) {
            try (TestGroup group = new TestGroup(
                    settings -> settings.groupKey(FIRST).cipher(suite.label()).simulatedLoss(0.02))) {
                List<Member> members = group.startTogether("a", "b", "c");
                List<Cursor> cursors = members.stream().map(Member::openCursor).toList();
                List<FutureTask<List<Place>>> publishing = new ArrayList<>();
                for (Member member : members) {
                    publishing.add(TestGroup.publishing(member, Collections.nCopies(300, new byte[1_000])));
                }
                for (FutureTask<List<Place>> task : publishing) {
                    TestGroup.result(task);
                }

                assertOneOrder(cursors, 900);
                assertThat(members)
                        .allSatisfy(member -> assertThat(member.counters())
                                .containsEntry(Counter.DROPPED_UNAUTHENTICATED, 0L)
                                .containsEntry(Counter.DROPPED_UNSEALED, 0L));
            }
        }
    }

    @Test
    void keysInAFileRotateUnderLoadWithoutALostMessage() throws Exception {
        Path keys = directory.resolve("keys");
        write(keys, FIRST);
        try (TestGroup group =
                new TestGroup(settings -> settings.groupKeyFile(keys.toString()).logMemory(1 << 28))) {
            List<Member> members = group.startTogether("a", "b");
            String name = members.get(0).settings().group();
            List<Cursor> cursors = members.stream().map(Member::openCursor).toList();
            AtomicBoolean rotated = new AtomicBoolean();
            List<FutureTask<Integer>> publishing = new ArrayList<>();
            for (Member member : members) {
                publishing.add(publishingUntil(rotated, member));
            }

            write(keys, "1:broken");
            Eventually.until("both warn of the broken file", () -> saying(name, "the keys stay as they were") == 2);
            write(keys, FIRST + "," + SECOND);
            Eventually.until("both have the second key", () -> saying(name, "(ids, the sealing one first: 1, 2)") == 2);
            write(keys, SECOND + "," + FIRST);
            Eventually.until("the second key seals", () -> saying(name, "(ids, the sealing one first: 2, 1)") == 2);
            write(keys, SECOND);
            Eventually.until("the first key is gone", () -> saying(name, "(ids, the sealing one first: 2)") == 2);
            rotated.set(true);

            int published = 0;
            for (FutureTask<Integer> task : publishing) {
                published += TestGroup.result(task);
            }
            assertThat(published).isPositive();
            assertOneOrder(cursors, published);
            assertThat(lines)
                    .noneMatch(line -> line.contains(FIRST.substring(2)) || line.contains(SECOND.substring(2)));
            assertThat(saying(name, "the peer with incarnation"))
                    .as("warnings of a peer's key")
                    .isZero();
        }
    }

    @Test
    void aMissingKeyFileIsSaidAtTheStart() {
        GroupSettings settings =
                FreshGroup.settings().groupKeyFile("/no/such/file").build();

        assertThatIOException()
                .isThrownBy(() -> Member.start(settings))
                .withMessageStartingWith("groupKeyFile: '/no/such/file' cannot be read");
    }

    private static FutureTask<Integer> publishingUntil(AtomicBoolean done, Member member) {
        FutureTask<Integer> task = new FutureTask<>(() -> {
            int published = 0;
            while (!done.get()) {
                published += TestGroup.result(TestGroup.publishing(member, Collections.nCopies(20, new byte[16])))
                        .size();
            }
            return published;
        });
        Thread thread = new Thread(task, "load");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static void assertOneOrder(List<Cursor> cursors, int messages) throws Exception {
        List<List<Seen>> orders = new ArrayList<>();
        for (Cursor cursor : cursors) {
            orders.add(TestGroup.result(TestGroup.reading(cursor, messages)));
        }
        TestGroup.assertOneOrder(orders);
    }

    /** As an operator should: at once, so that nobody reads half a file. */
    private void write(Path keys, String text) throws IOException {
        Path next = Files.writeString(directory.resolve("next"), text);
        Files.move(next, keys, StandardCopyOption.ATOMIC_MOVE);
    }

    private long saying(String group, String words) {
        return lines.stream()
                .filter(line -> line.contains(group) && line.contains(words))
                .count();
    }

    /** Keeps what members log. */
    private final class Lines extends Handler {

        @Override
        public void publish(LogRecord record) {
            lines.add(new SimpleFormatter().formatMessage(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
