package org.ordercast.faults.group;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
 * @param dropped how many packets the network dropped on the fault's behalf
 */
public record Trial(Fault fault, Verdict verdict, long recoveryNanos, double before, double during, long dropped) {

    /** How many messages everybody delivers after the fault. */
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
            group.awaitMore(plan.warmUp());
            long loaded = System.nanoTime();
            group.awaitMore(plan.warmUp());
            Window window = fault.inflictOn(group);
            group.awaitMore(MESSAGES);
            group.settle();
            group.end();
            long dropped = group.network().dropped();
            List<List<Life>> lives = group.lives();
            Trial trial = new Trial(
                    fault,
                    HistoryChecker.check(lives),
                    Times.recovery(lives, window.ended())
                            .orElseThrow(() -> new IllegalStateException(fault + ": not everybody delivered again")),
                    rate(lives, loaded, window.begun()),
                    rate(lives, window.begun(), window.ended()),
                    dropped);
            group.discard();
            return trial;
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: recovered in %,d ms; %,.0f messages/s at the sequencer before, %,.0f during; %,d packets dropped; %s",
                fault,
                recoveryNanos / 1_000_000,
                before,
                during,
                dropped,
                verdict);
    }

    private static double rate(List<List<Life>> lives, long from, long to) {
        return Times.delivered(lives.get(GroupPlan.SEQUENCER), from, to) * 1e9 / (to - from);
    }
}
