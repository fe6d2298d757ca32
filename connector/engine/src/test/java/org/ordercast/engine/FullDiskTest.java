package org.ordercast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log whose disk runs full: publishers are told why they wait, and nothing is lost. */
class FullDiskTest {

    @TempDir
    Path directory;

    @Test
    void aFullDiskIsAnAlarmAndAnErrorThatNamesItUntilThereIsSpaceAgain() throws Exception {
        assertThat(SmallDisk.run(directory, "8m", OnASmallDisk.class)).contains("everything went on");
    }

    /** What a member does whose disk has room for a few messages. */
    static final class OnASmallDisk {

        private static final int PAYLOAD = 100_000;

        private OnASmallDisk() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            Path ballast = Files.write(directory.resolve("ballast"), new byte[4 << 20]);
            List<String> heard = new CopyOnWriteArrayList<>();
            try (TestGroup group = new TestGroup(settings -> settings.sequencer("alpha")
                    .publishBuffer(1 << 20)
                    .maxMessageSize(1 << 20)
                    .storage(StorageSettings.onDisk(Durability.OS, directory.toString())))) {
                Member member = group.start("alpha");
                member.addLogListener(listener(heard));
                Cursor cursor = member.openCursor();
                List<CompletableFuture<Place>> published = publishUntilThereIsNoRoom(member);

                Eventually.until("the alarm is raised", () -> !heard.isEmpty());
                assertThat(heard).containsExactly("raised DISK_FULL");
                LogAlarm alarm = member.logSnapshot().alarms().get(0);
                assertThat(alarm.directory()).startsWith(directory.toString());
                assertThat(alarm.freeBytes()).isLessThan(alarm.missingBytes());
                assertThat(alarm.text()).contains("is full").contains(alarm.directory());
                assertThatThrownBy(() -> member.publish(
                                List.of(new byte[PAYLOAD]), Acknowledgement.ORDERED, Duration.ofMillis(1)))
                        .isInstanceOf(NoRoomException.class)
                        .hasMessageContaining("the disk of the log in " + alarm.directory() + " is full")
                        .hasMessageContaining("wait to be written");

                Files.delete(ballast);
                Eventually.until("the alarm is cleared", () -> heard.size() == 2);
                assertThat(heard).last().isEqualTo("cleared DISK_FULL");
                assertThat(member.logSnapshot().alarms()).isEmpty();
                for (CompletableFuture<Place> each : published) {
                    each.get(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS);
                }
                FutureTask<List<TestGroup.Seen>> reading = TestGroup.reading(cursor, published.size());
                TestGroup.assertOneOrder(List.of(TestGroup.result(reading)));
                assertThat(member.logSnapshot().written()).isEqualTo(published.size());
            }
            System.out.println("everything went on");
        }

        private static List<CompletableFuture<Place>> publishUntilThereIsNoRoom(Member member)
                throws InterruptedException {
            List<CompletableFuture<Place>> published = new ArrayList<>();
            try {
                while (published.size() < 1_000) {
                    published.addAll(
                            member.publish(List.of(new byte[PAYLOAD]), Acknowledgement.ORDERED, Duration.ofSeconds(2)));
                }
            } catch (NoRoomException full) {
                return published;
            }
            throw new AssertionError("a disk of 8 MiB took 100 MB");
        }

        private static LogListener listener(List<String> heard) {
            return new LogListener() {
                @Override
                public void raised(LogAlarm alarm) {
                    heard.add("raised " + alarm.kind());
                }

                @Override
                public void cleared(LogAlarm alarm) {
                    heard.add("cleared " + alarm.kind());
                }
            };
        }
    }
}
