package org.ordercast.engine.log.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RecoveryTest {

    private static final String FIRST = SegmentNames.segment(1);

    private final SimulatedDisk disk = new SimulatedDisk();
    private final LogModel model = new LogModel(new SplittableRandom(11));

    @Test
    void aTornTailIsCutOffAndAppendingGoesOn() throws IOException {
        logWith(6);
        disk.kill();
        byte[] bytes = disk.bytes(FIRST);
        disk.put(FIRST, Arrays.copyOf(bytes, bytes.length - 50));

        SegmentedLog log = open("boot");

        assertThat(log.recovery().truncatedBytes()).isPositive();
        assertThat(log.recovery().damage()).isEmpty();
        model.keep(model.records().size() - 1);
        assertThat(TestLog.records(log)).isEqualTo(model.records());
        log.append(model.nextBatch(30));
        log.write();
        assertThat(TestLog.records(log)).isEqualTo(model.records());
    }

    @Test
    void zerosAtTheEndAreATornTail() throws IOException {
        logWith(6);
        disk.kill();
        byte[] bytes = disk.bytes(FIRST);
        disk.put(FIRST, Arrays.copyOf(bytes, bytes.length + 10_000));

        SegmentedLog log = open("boot");

        assertThat(log.recovery().truncatedBytes()).isEqualTo(10_000);
        assertThat(log.recovery().complete()).isTrue();
        assertThat(TestLog.records(log)).isEqualTo(model.records());
    }

    @Test
    void afterAPowerFailureAHoleInWhatWasNotForcedIsWhereTheLogEnds() throws IOException {
        SegmentedLog log = logWith(3);
        log.force();
        int forced = model.records().size();
        append(log, 2);
        int hole = disk.bytes(FIRST).length;
        append(log, 3);
        disk.kill();
        disk.flip(FIRST, (hole + 70) * 8L);

        SegmentedLog again = open("another boot");

        assertThat(again.recovery().damage()).isEmpty();
        assertThat(again.recovery().truncatedBytes()).isPositive();
        assertThat(again.recovery().complete()).isFalse();
        assertThat(TestLog.records(again)).isEqualTo(model.records().subList(0, forced + 2));
    }

    @Test
    void afterAPowerFailureAHoleInWhatWasForcedIsDamage() throws IOException {
        SegmentedLog log = logWith(3);
        int hole = disk.bytes(FIRST).length;
        append(log, 2);
        log.force();
        append(log, 2);
        disk.kill();
        disk.flip(FIRST, (hole + 70) * 8L);

        SegmentedLog again = open("another boot");

        assertThat(again.recovery().truncatedBytes()).isZero();
        assertThat(again.recovery().damage()).hasSize(1);
        assertThat(again.state().lastSequence()).isEqualTo(model.last());
    }

    @Test
    void theLogIsCompleteIfItWasClosedOrTheMachineStayedUpOrAllWasForcedFirst() throws IOException {
        assertThat(open("boot").recovery().complete()).isTrue();
        disk.kill();
        logWith(3).close();
        assertThat(open("another boot").recovery().complete()).isTrue();
        disk.kill();
        assertThat(open("another boot").recovery().complete()).isTrue();
        disk.kill();
        assertThat(open("third boot").recovery().complete()).isFalse();
        disk.kill();
        SegmentedLog again = open("third boot");
        assertThat(again.recovery().complete()).as("nobody has recovered it").isFalse();
        again.recovered();
        disk.kill();
        assertThat(open("third boot").recovery().complete()).isTrue();
        disk.kill();
        LogSettings forcedFirst = TestLog.SMALL.acknowledgingWhatIsForced();
        assertThat(SegmentedLog.open(disk, TestLog.owner(1, "fourth boot"), forcedFirst, () -> Instant.EPOCH)
                        .recovery()
                        .complete())
                .isTrue();
    }

    @Test
    void whereTheMachineDoesNotNameItsBootACrashCountsAsAPowerFailure() throws IOException {
        open("");
        disk.kill();

        assertThat(open("").recovery().complete()).isFalse();
    }

    @Test
    void aLogThatWasClosedAndIsShorterNowIsNotComplete() throws IOException {
        logWith(6).close();
        byte[] bytes = disk.bytes(FIRST);
        disk.put(FIRST, Arrays.copyOf(bytes, bytes.length - 80));

        assertThat(open("boot").recovery().complete()).isFalse();
    }

    @Test
    void withoutItsLifeFileALogIsReadButNotComplete() throws IOException {
        logWith(6).close();
        disk.delete(LifeFile.NAME);

        SegmentedLog log = open("boot");

        assertThat(log.recovery().complete()).isFalse();
        assertThat(TestLog.records(log)).isEqualTo(model.records());
    }

    @Test
    void theNewestOpeningsAreRemembered() throws IOException {
        for (int i = 1; i <= LifeFile.REMEMBERED + 3; i++) {
            SegmentedLog.open(disk, TestLog.owner(i, "boot " + i), TestLog.SMALL, () -> Instant.EPOCH)
                    .close();
        }

        LifeFile life = LifeFile.read(disk).orElseThrow();

        assertThat(life.openings).hasSize(LifeFile.REMEMBERED);
        assertThat(life.newest()).hasValueSatisfying(opening -> {
            assertThat(opening.incarnation()).isEqualTo(LifeFile.REMEMBERED + 3);
            assertThat(opening.bootId()).isEqualTo("boot " + (LifeFile.REMEMBERED + 3));
            assertThat(opening.ending()).isEqualTo(LifeFile.Ending.CLOSED);
        });
    }

    @Test
    void anotherGroupsOrMembersDirectoryIsRefused() throws IOException {
        logWith(3).close();

        refuses(new LogOwner("news", "alpha", 1, ""), "is that of group 'prices', and this member is in group 'news'");
        refuses(new LogOwner("prices", "beta", 1, ""), "is that of member 'alpha' of group 'prices'");
        disk.delete(LifeFile.NAME);
        refuses(new LogOwner("news", "alpha", 1, ""), "is that of group 'prices', and this member is in group 'news'");

        assertThat(TestLog.records(open("boot"))).isEqualTo(model.records());
    }

    @Test
    void anotherFormatIsRefusedAndLeftAsItIs() throws IOException {
        logWith(3).close();
        byte[] bytes = disk.bytes(FIRST);
        bytes[8] = 2;
        bytes[1024 + 8] = 2;
        disk.put(FIRST, bytes);

        refuses(TestLog.owner(1, ""), "has format version 2, and this release reads version 1");

        assertThat(disk.bytes(FIRST)).isEqualTo(bytes);
    }

    @Test
    void aDirectoryInUseIsRefused() throws IOException {
        SegmentedLog log = open("boot");
        refuses(TestLog.owner(2, "boot"), "in use");
        log.close();

        assertThat(open("boot")).isNotNull();
    }

    @Test
    void whatWasNotFinishedIsDeleted() throws IOException {
        logWith(3).close();
        disk.put(SegmentNames.segment(4) + ".new", new byte[3000]);

        open("boot");

        assertThat(disk.list()).noneMatch(name -> name.endsWith(".new"));
    }

    private void refuses(LogOwner owner, String because) {
        assertThatExceptionOfType(LogUnavailableException.class)
                .isThrownBy(() -> SegmentedLog.open(disk, owner, TestLog.SMALL, () -> Instant.EPOCH))
                .withMessageContaining(because);
    }

    private SegmentedLog open(String boot) throws IOException {
        return SegmentedLog.open(disk, TestLog.owner(1, boot), TestLog.SMALL, () -> Instant.EPOCH);
    }

    private SegmentedLog logWith(int messages) throws IOException {
        SegmentedLog log = open("boot");
        log.append(model.next());
        log.append(model.next());
        append(log, messages);
        return log;
    }

    private void append(SegmentedLog log, int messages) throws IOException {
        for (int i = 0; i < messages; i++) {
            log.append(model.nextBatch(200));
        }
        log.write();
    }
}
