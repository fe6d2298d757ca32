package org.ordercast.engine.log.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogState;

/**
 * Crashes at any moment, over thousands of seeds: what is recovered is a beginning of what was appended, has everything
 * that was forced, or, if only the process died, written; its state is that of a model; and it goes on from there.
 *
 * <p>The system property {@code ordercast.log.seed} runs one seed alone, {@code ordercast.log.seeds} so many.
 */
class CrashTest {

    private static final Long ONLY_SEED = Long.getLong("ordercast.log.seed");
    private static final int SEEDS = Integer.getInteger("ordercast.log.seeds", 3000);

    @Test
    void whatIsForcedSurvivesEveryCrashAndTheRestIsABeginning() {
        LongStream seeds = ONLY_SEED != null
                ? LongStream.of(ONLY_SEED)
                : LongStream.concat(
                        LongStream.range(0, SEEDS / 2),
                        LongStream.generate(() -> ThreadLocalRandom.current().nextLong(1L << 40))
                                .limit(SEEDS - SEEDS / 2));
        seeds.parallel().forEach(seed -> {
            try {
                new History(seed).run();
            } catch (IOException | RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + "; replay it with -Dtest=CrashTest -Dordercast.log.seed=" + seed, e);
            }
        });
    }

    /** One run from one seed. */
    private static final class History {

        private final SplittableRandom random;
        private final SimulatedDisk disk = new SimulatedDisk();
        private final LogModel model;
        private final LogSettings settings;
        private long now;
        private int boot;
        private long lives;
        private SegmentedLog log;

        /** How many of the model's records are handed to the log, in the page cache, and on the disk for sure. */
        private int written;

        private int forced;
        private boolean dropped;

        History(long seed) throws IOException {
            this.random = new SplittableRandom(seed);
            this.model = new LogModel(random);
            this.settings = LogSettings.DEFAULT
                    .withSegments(4096 + random.nextInt(20_000), 1 + random.nextInt(2000))
                    .keeping(20_000 + random.nextInt(100_000), Duration.ofMillis(20 + random.nextInt(200)));
            this.log = open();
        }

        void run() throws IOException {
            for (int crash = 0; crash < 4; crash++) {
                int steps = random.nextInt(30);
                for (int i = 0; i < steps; i++) {
                    step();
                }
                if (random.nextInt(8) == 0) {
                    closeAndReopen();
                } else {
                    crashAndReopen();
                }
            }
        }

        private void step() throws IOException {
            now++;
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> write();
                case 4, 5 -> force();
                case 6 -> writeToAFullDisk();
                case 7 -> log.commitUpTo(Math.min(model.last(), log.forcedSequence()));
                case 8 ->
                    dropped |= !log.dropOld(random.nextInt(2) == 0 ? Long.MAX_VALUE : 1 + model.last() / 2)
                            .isEmpty();
                default -> append();
            }
        }

        private void append() {
            int count = 1 + random.nextInt(12);
            for (int i = 0; i < count; i++) {
                log.append(model.next());
            }
            assertThat(log.appendedSequence()).isEqualTo(model.last());
        }

        private void write() throws IOException {
            log.write();
            written = model.records().size();
            assertThat(log.writtenSequence()).isEqualTo(model.last());
            assertThat(log.bufferedBytes()).isZero();
        }

        private void force() throws IOException {
            int covered = written;
            log.force();
            forced = Math.max(forced, covered);
            assertThat(log.forcedSequence()).isEqualTo(log.writtenSequence());
        }

        private void writeToAFullDisk() throws IOException {
            append();
            disk.limitTo(disk.used() + random.nextInt(6000));
            long buffered = log.bufferedBytes();
            try {
                log.write();
                written = model.records().size();
            } catch (IOException full) {
                assertThat(log.bufferedBytes()).isPositive().isLessThanOrEqualTo(buffered);
            }
            disk.limitTo(Long.MAX_VALUE);
        }

        private void crashAndReopen() throws IOException {
            boolean power = random.nextBoolean();
            if (power) {
                boot++;
                disk.crash(random);
            } else {
                disk.kill();
            }
            log = open();
            assertThat(log.recovery().damage()).isEmpty();
            assertThat(log.recovery().complete()).isEqualTo(!power);
            log.recovered();
            checkRecovered(power ? forced : written);
        }

        private void closeAndReopen() throws IOException {
            log.close();
            boot++;
            disk.crash(random);
            log = open();
            assertThat(log.recovery()).isEqualTo(new RecoveryReport(true, 0, List.of(), List.of()));
            checkRecovered(model.records().size());
        }

        private void checkRecovered(int atLeast) throws IOException {
            List<LogItem> found = TestLog.records(log);
            int first = found.isEmpty() ? 0 : model.records().indexOf(found.get(0));
            assertThat(first).isNotNegative();
            if (!dropped) {
                assertThat(first).isZero();
            }
            int count = found.isEmpty() && dropped ? countUpTo(log.state()) : first + found.size();
            assertThat(count).isBetween(atLeast, model.records().size());
            assertThat(found).isEqualTo(model.records().subList(count - found.size(), count));
            model.keep(count);
            assertThat(TestLog.uncommitted(log.state())).isEqualTo(model.state());
            // Whatever was recovered is forced by now.
            written = count;
            forced = count;
            assertThat(log.forcedSequence()).isEqualTo(model.last());
        }

        /** Where only a checkpoint is left, the records before it are known by their state. */
        private int countUpTo(LogState state) {
            LogModel shorter = new LogModel(random);
            int count = model.records().size();
            while (count > 0) {
                shorter.records().clear();
                shorter.records().addAll(model.records());
                shorter.keep(count);
                if (shorter.state().equals(TestLog.uncommitted(state))) {
                    return count;
                }
                count--;
            }
            return 0;
        }

        private SegmentedLog open() throws IOException {
            return SegmentedLog.open(
                    disk, TestLog.owner(++lives, "boot " + boot), settings, () -> Instant.ofEpochMilli(now));
        }
    }
}
