package org.ordercast.faults.group;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.ordercast.faults.history.HistoryChecker;
import org.ordercast.faults.history.Life;
import org.ordercast.faults.history.Times;
import org.ordercast.faults.history.Verdict;

/**
 * One fault, done to a group of its own, and what came of it.
 *
 * @param fault the fault
 * @param verdict what the check of all histories has seen; a broken rule fails instead
 * @param recoveryNanos how long after the fault's end all members delivered again
 * @param before messages a second that the sequencer delivered before the fault
 * @param during messages a second that it delivered while the fault lasted
 */
public record Trial(Fault fault, Verdict verdict, long recoveryNanos, double before, double during) {

    /** How many messages everybody delivers before the fault, and again after it. */
    private static final long MESSAGES = 10_000;

    /**
     * Starts a group, does the fault to it under load, waits until it has recovered and everything is delivered, and checks
     * all histories.
     *
     * @param fault the fault
     * @param plan the group and its load
     * @param directory where logs and histories go; deleted if all is well
     * @return what came of it
     */
    public static Trial of(Fault fault, GroupPlan plan, Path directory) {
        try (ProcessGroup group = ProcessGroup.start(plan, directory)) {
            group.awaitMore(MESSAGES);
            long loaded = System.nanoTime();
            group.awaitMore(MESSAGES);
            Window window = fault.inflictOn(group);
            group.awaitMore(MESSAGES);
            group.settle();
            group.end();
            List<List<Life>> lives = group.lives();
            Trial trial = new Trial(
                    fault,
                    HistoryChecker.check(lives),
                    Times.recovery(lives, window.ended())
                            .orElseThrow(() -> new IllegalStateException(fault + ": not everybody delivered again")),
                    rate(lives, loaded, window.begun()),
                    rate(lives, window.begun(), window.ended()));
            delete(directory);
            return trial;
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: recovered in %,d ms; %,.0f messages/s at the sequencer before, %,.0f during; %s",
                fault,
                recoveryNanos / 1_000_000,
                before,
                during,
                verdict);
    }

    private static double rate(List<List<Life>> lives, long from, long to) {
        return Times.delivered(lives.get(GroupPlan.SEQUENCER), from, to) * 1e9 / (to - from);
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " cannot be deleted", e);
        }
    }
}
