package org.ordercast.engine.log.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private final SimulatedDisk disk = new SimulatedDisk();
    private final LogModel model = new LogModel(new SplittableRandom(13));
    private long now = 1000;

    @Test
    void theOldestSegmentsGoUntilNoMoreBytesAreHeldThanAllowed() throws IOException {
        SegmentedLog log = open(30_000, Duration.ofDays(1));
        append(log, 400);
        long size = log.size();

        List<Dropped> dropped = log.dropOld(Long.MAX_VALUE);

        assertThat(dropped).isNotEmpty();
        assertThat(dropped.get(0).first()).isEqualTo(1);
        assertThat(dropped.get(dropped.size() - 1).last()).isEqualTo(log.oldestSequence() - 1);
        assertThat(log.size())
                .isEqualTo(size - dropped.stream().mapToLong(Dropped::bytes).sum())
                .isBetween(1L, 30_000L);
        assertThat(disk.list()).doesNotContain(dropped.get(0).segment());
        assertThat(log.dropOld(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void whatIsOlderThanAllowedGoes() throws IOException {
        SegmentedLog log = open(Long.MAX_VALUE, Duration.ofSeconds(10));
        append(log, 100);
        now += 6_000;
        append(log, 100);
        assertThat(log.dropOld(Long.MAX_VALUE)).isEmpty();

        now += 6_000;

        assertThat(log.dropOld(Long.MAX_VALUE)).isNotEmpty();
        assertThat(log.oldestSequence()).isLessThan(model.last());
    }

    @Test
    void whatSomebodyNeedsStays() throws IOException {
        SegmentedLog log = open(0, Duration.ZERO);
        append(log, 400);
        long needed = model.last() / 2;

        log.dropOld(needed);

        assertThat(log.oldestSequence()).isLessThanOrEqualTo(needed).isGreaterThan(1);
        assertThat(log.dropOld(needed)).isEmpty();
    }

    @Test
    void whatIsKnownOfPublishersSurvivesTheirMessages() throws IOException {
        SegmentedLog log = open(0, Duration.ZERO);
        append(log, 400);
        log.dropOld(Long.MAX_VALUE);
        log.close();

        SegmentedLog again = open(0, Duration.ZERO);

        assertThat(again.oldestSequence()).isGreaterThan(1);
        assertThat(TestLog.uncommitted(again.state())).isEqualTo(model.state());
    }

    private void append(SegmentedLog log, int records) throws IOException {
        for (int i = 0; i < records; i++) {
            log.append(model.next());
        }
        log.write();
    }

    private SegmentedLog open(long bytes, Duration age) throws IOException {
        return SegmentedLog.open(
                disk, TestLog.owner(1, "boot"), TestLog.SMALL.keeping(bytes, age), () -> Instant.ofEpochMilli(now));
    }
}
