package org.ordercast.engine.log.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.log.Deleted;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.log.PublisherPosition;
import org.ordercast.engine.membership.View;

class SegmentedLogTest {

    private final SimulatedDisk disk = new SimulatedDisk();
    private final LogModel model = new LogModel(new SplittableRandom(5));

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        SegmentedLog log = open();
        append(log, 300);
        log.write();

        assertThat(TestLog.records(log)).isEqualTo(model.records());
        assertThat(TestLog.uncommitted(log.state())).isEqualTo(model.state());
    }

    @Test
    void positionsSayHowFarRecordsAreOnTheirWay() throws IOException {
        SegmentedLog log = open();
        append(log, 50);

        assertThat(log.appendedSequence()).isEqualTo(model.last());
        assertThat(log.writtenSequence()).isZero();
        assertThat(TestLog.read(log, 1)).isEmpty();
        long first = model.last();

        log.write();
        assertThat(log.writtenSequence()).isEqualTo(first);
        assertThat(TestLog.records(log)).hasSize(50);

        append(log, 50);
        log.force();
        assertThat(log.forcedSequence()).isEqualTo(first);
    }

    @Test
    void everySegmentBeginsWithACheckpointAndIsNamedByItsFirstSequence() throws IOException {
        SegmentedLog log = open();
        append(log, 300);
        log.write();
        List<String> names = SegmentNames.segmentsIn(disk.list());

        assertThat(names).hasSizeGreaterThan(3).isSorted();
        for (String name : names) {
            long first = Long.parseLong(name.substring(0, 20));
            assertThat(TestLog.read(log, first).get(0))
                    .isInstanceOfSatisfying(LogRecord.Checkpoint.class, checkpoint -> {
                        assertThat(checkpoint.state().lastSequence()).isEqualTo(first - 1);
                    });
        }
    }

    @Test
    void aLogMayBeginAnywhereWithACheckpoint() throws IOException {
        LogState start =
                new LogState(2, 4, "alpha", 9, 1000, 77, View.NONE, 990, List.of(new PublisherPosition("b", 3, 8)));
        SegmentedLog log = open();
        log.append(new LogRecord.Checkpoint(start));
        log.append(new LogRecord.Batch(new OrderedBatch(4, 1001, "b", 3, 9, 1, ByteBuffer.allocate(4)), 78));
        log.close();

        SegmentedLog again = open();

        assertThat(again.oldestSequence()).isEqualTo(1001);
        assertThat(again.state().lastSequence()).isEqualTo(1001);
        assertThat(again.state().committed()).isEqualTo(990);
        assertThat(again.state().publisher("b")).contains(new PublisherPosition("b", 3, 9));
        assertThat(TestLog.read(again, 1)).first().isEqualTo(new Deleted(1, 1000));
    }

    @Test
    void aRecordThatDoesNotGoOnFromTheLastIsRefused() throws IOException {
        SegmentedLog log = open();
        append(log, 20);
        LogState state = log.state();
        long next = state.lastSequence() + 1;
        PublisherPosition known = state.publishers().stream()
                .filter(publisher -> publisher.last() > 0)
                .findFirst()
                .orElseThrow();

        for (LogRecord wrong : List.of(
                batch(state.epoch(), next + 1, "x", 1, 1, 1),
                batch(state.epoch(), next - 1, "x", 1, 1, 1),
                batch(state.epoch() + 1, next, "x", 1, 1, 1),
                batch(state.epoch(), next, known.member(), known.incarnation(), known.last(), 1),
                new LogRecord.EpochStart(state.order(), state.epoch(), "x", 1),
                new LogRecord.ViewChange(state.epoch(), state.view(), 1),
                new LogRecord.Gap(next + 1, next + 2, state.epoch(), 1, ""),
                new LogRecord.Checkpoint(LogState.EMPTY))) {
            assertThatIllegalArgumentException().isThrownBy(() -> log.append(wrong));
        }
        log.write();

        assertThat(log.state()).isEqualTo(state);
        assertThat(TestLog.records(log)).isEqualTo(model.records());
    }

    @Test
    void bytesThatAreNotAsManyMessagesAsTheyShouldBeAreRefused() throws IOException {
        SegmentedLog log = open();
        append(log, 3);
        LogState state = log.state();
        OrderedBatch wrong =
                new OrderedBatch(state.epoch(), state.lastSequence() + 1, "x", 1, 1, 2, ByteBuffer.allocate(4));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> log.append(new LogRecord.Batch(wrong, 0)))
                .withMessageContaining("are not 2 messages");
    }

    @Test
    void aFullDiskLosesNothingAndGoesOnWhenThereIsSpaceAgain() throws IOException {
        SegmentedLog log = TestLog.open(disk, TestLog.SMALL.withBuffer(20_000));
        append(log, 30);
        log.write();
        disk.limitTo(disk.used() + 1000);
        while (log.hasRoom()) {
            append(log, 1);
        }

        assertThatIOException().isThrownBy(log::write).withMessageContaining("No space left");
        assertThatIOException().isThrownBy(log::write).withMessageContaining("No space left");
        assertThat(TestLog.records(log))
                .isEqualTo(model.records().subList(0, TestLog.records(log).size()));

        disk.limitTo(Long.MAX_VALUE);
        log.write();

        assertThat(log.writtenSequence()).isEqualTo(model.last());
        assertThat(TestLog.records(log)).isEqualTo(model.records());
    }

    @Test
    void onceForcingHasFailedNothingIsBelievedAnyMore() throws IOException {
        SegmentedLog log = open();
        append(log, 5);
        log.write();
        disk.failToForce(true);
        assertThatIOException().isThrownBy(log::force);
        disk.failToForce(false);

        assertThatExceptionOfType(LogUnavailableException.class)
                .isThrownBy(log::force)
                .withMessageContaining("cannot be relied upon");
        assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(log::write);
        assertThat(log.forcedSequence()).isZero();
        log.close();

        assertThat(open().recovery().complete()).isFalse();
    }

    @Test
    void whatAFailedForceMayHaveLostIsKnownAlthoughTheDiskForcesNothingAnyMore() throws IOException {
        SegmentedLog log = open();
        append(log, 5);
        log.write();
        disk.failToForce(true);
        assertThatIOException().isThrownBy(log::force);
        disk.kill();
        disk.failToForce(false);

        assertThat(open().recovery().complete()).isFalse();
    }

    @Test
    void forcingCoversWhatWasWrittenBeforeAndNothingThatIsWrittenMeanwhile() throws IOException {
        SegmentedLog log = open();
        append(log, 10);
        log.write();
        long before = log.writtenSequence();
        disk.whileForcing(() -> {
            disk.whileForcing(() -> {});
            log.append(model.nextBatch(100));
            try {
                log.write();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });

        log.force();

        assertThat(log.writtenSequence()).isEqualTo(before + 1);
        assertThat(log.forcedSequence()).isEqualTo(before);
    }

    @Test
    void aSegmentIsForcedBeforeTheNextIsBegun() throws IOException {
        SegmentedLog log = open();
        append(log, 300);
        log.write();
        String newest = SegmentNames.segmentsIn(disk.list())
                .get(SegmentNames.segmentsIn(disk.list()).size() - 1);

        assertThat(log.forcedSequence()).isEqualTo(Long.parseLong(newest.substring(0, 20)) - 1);
    }

    @Test
    void theCommittedPositionSurvivesAClose() throws IOException {
        SegmentedLog log = open();
        append(log, 20);
        log.commitUpTo(7);
        log.commitUpTo(3);
        log.close();

        assertThat(open().state().committed()).isEqualTo(7);
    }

    @Test
    void nothingIsAppendedToAClosedLog() throws IOException {
        SegmentedLog log = open();
        append(log, 3);
        log.close();
        log.close();

        assertThatIllegalStateException().isThrownBy(() -> append(log, 1)).withMessageContaining("is closed");
        assertThatIllegalStateException().isThrownBy(log::write).withMessageContaining("is closed");
    }

    @Test
    void aMessageLargerThanASegmentHasOneOfItsOwn() throws IOException {
        SegmentedLog log = open();
        append(log, 3);
        log.append(model.nextBatch(1_000_000));
        append(log, 3);
        log.write();
        log.close();

        assertThat(TestLog.records(open())).isEqualTo(model.records());
    }

    private void append(SegmentedLog log, int records) {
        for (int i = 0; i < records; i++) {
            log.append(model.next());
        }
    }

    private SegmentedLog open() throws IOException {
        return TestLog.open(disk);
    }

    private static LogRecord batch(
            long epoch, long first, String publisher, long incarnation, long published, int count) {
        return new LogRecord.Batch(
                new OrderedBatch(
                        epoch, first, publisher, incarnation, published, count, ByteBuffer.allocate(4 * count)),
                0);
    }
}
