package org.ordercast.engine.log.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;

class TruncationTest {

    @Test
    void everythingBehindASequenceIsTakenBackAndTheLogGoesOnFromThere() throws IOException {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            SimulatedDisk disk = new SimulatedDisk();
            LogModel model = new LogModel(random);
            SegmentedLog log = TestLog.open(disk);
            append(log, model, 20 + random.nextInt(150));
            long sequence = random.nextLong(model.last() + 1);

            long left = log.truncateAfter(sequence);

            keepUpTo(model, sequence);
            assertThat(left).as("seed %d", seed).isEqualTo(model.last()).isLessThanOrEqualTo(sequence);
            check(log, model);
            append(log, model, 20);
            check(log, model);
            disk.crash(random);
            assertThat(log.forcedSequence()).isEqualTo(model.last());
            check(TestLog.open(disk), model);
        }
    }

    private static void check(SegmentedLog log, LogModel model) throws IOException {
        assertThat(TestLog.records(log)).isEqualTo(model.records());
        assertThat(log.writtenSequence()).isEqualTo(model.last());
        if (!model.records().isEmpty()) {
            assertThat(TestLog.uncommitted(log.state())).isEqualTo(model.state());
        }
    }

    private static void append(SegmentedLog log, LogModel model, int records) throws IOException {
        for (int i = 0; i < records; i++) {
            log.append(model.next());
        }
        log.write();
        log.force();
    }

    /** All up to the last record with messages that all stay. */
    private static void keepUpTo(LogModel model, long sequence) {
        int kept = 0;
        for (int i = 0; i < model.records().size(); i++) {
            LogRecord record = model.records().get(i);
            boolean stays =
                    (record instanceof LogRecord.Batch batch && batch.batch().lastSequence() <= sequence)
                            || (record instanceof LogRecord.Gap gap && gap.last() <= sequence);
            if (stays) {
                kept = i + 1;
            }
        }
        model.keep(kept);
    }

    @Test
    void aTruncationThatIsCutShortLeavesABeginningOfTheLog() throws IOException {
        for (int changes = 0; changes < 20; changes++) {
            SplittableRandom random = new SplittableRandom(changes);
            SimulatedDisk disk = new SimulatedDisk();
            LogModel model = new LogModel(random);
            SegmentedLog log = TestLog.open(disk);
            append(log, model, 200);
            disk.limitNameChangesTo(changes);
            try {
                log.truncateAfter(model.last() / 4);
            } catch (IOException cutShort) {
                assertThat(cutShort).hasMessageContaining("Read-only");
            }
            disk.limitNameChangesTo(Integer.MAX_VALUE);
            disk.crash(random);

            SegmentedLog again = TestLog.open(disk);

            assertThat(again.recovery().damage()).isEmpty();
            List<LogItem> found = TestLog.records(again);
            assertThat(found).isEqualTo(model.records().subList(0, found.size()));
            keepUpTo(model, model.last() / 4);
            assertThat(found).hasSizeGreaterThanOrEqualTo(model.records().size());
        }
    }

    @Test
    void whatIsCommittedIsNeverTakenBack() throws IOException {
        SegmentedLog log = TestLog.open(new SimulatedDisk());
        LogModel model = new LogModel(new SplittableRandom(1));
        append(log, model, 50);
        log.commitUpTo(10);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> log.truncateAfter(9))
                .withMessageContaining("is committed up to 10");
        assertThat(TestLog.records(log)).isEqualTo(model.records());
    }

    @Test
    void theCommittedPositionStaysWhereItIs() throws IOException {
        SegmentedLog log = TestLog.open(new SimulatedDisk());
        append(log, new LogModel(new SplittableRandom(1)), 50);
        log.commitUpTo(10);
        log.truncateAfter(30);

        assertThat(log.state().committed()).isEqualTo(10);
    }
}
