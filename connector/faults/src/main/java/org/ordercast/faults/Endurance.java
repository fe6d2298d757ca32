package org.ordercast.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ordercast.faults.group.GroupMember;
import org.ordercast.faults.group.GroupPlan;
import org.ordercast.faults.group.ProcessGroup;
import org.ordercast.faults.history.HistoryChecker;
import org.ordercast.faults.history.Life;
import org.ordercast.faults.history.Times;

/**
 * Millions of messages through three processes whose network loses packets all the time, and whose sequencer is killed again
 * and again; then every history is checked.
 */
public final class Endurance {

    private Endurance() {}

    /**
     * Runs it.
     *
     * @param arguments how many messages, 10 million where it is not given; then the loss in percent, 5; then how many messages
     *     the sequencer lives, 500,000; then how many a second each member publishes, 30,000, and 0 for as many as there is room for
     * @throws IOException if no directory can be had
     */
    public static void main(String[] arguments) throws IOException {
        long messages = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10_000_000;
        int loss = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        long life = arguments.length > 2 ? Long.parseLong(arguments[2]) : 500_000;
        GroupPlan plan =
                arguments.length > 3 ? GroupPlan.ENDURANCE.atPace(Long.parseLong(arguments[3])) : GroupPlan.ENDURANCE;
        Path directory = Files.createTempDirectory("endurance");
        try (ProcessGroup group = ProcessGroup.start(plan, directory)) {
            long begun = System.nanoTime();
            group.network().lose(loss);
            List<Long> restarts = killUntil(group, messages, life);
            group.settle();
            double seconds = (System.nanoTime() - begun) / 1e9;
            group.end();
            report(group, restarts, seconds, loss);
            group.discard();
        }
    }

    private static List<Long> killUntil(ProcessGroup group, long messages, long life) {
        List<Long> restarts = new ArrayList<>();
        GroupMember sequencer = group.member(GroupPlan.SEQUENCER);
        for (long done = group.furthest(); done < messages; done = group.furthest()) {
            group.awaitMore(Math.min(life, messages - done));
            sequencer.kill();
            restarts.add(System.nanoTime());
            sequencer.restart();
            System.out.println(String.format(Locale.ROOT, "killed %s, at sequence %,d", sequencer, group.furthest()));
        }
        return restarts;
    }

    private static void report(ProcessGroup group, List<Long> restarts, double seconds, int loss) {
        List<List<Life>> lives = group.lives();
        System.out.println(HistoryChecker.check(lives));
        double[] recovered = restarts.stream()
                .mapToDouble(restart -> Times.recovery(lives, restart).orElseThrow() / 1e6)
                .sorted()
                .toArray();
        System.out.println(String.format(
                Locale.ROOT,
                "%.0f s at %d %% loss, %,d packets dropped; the sequencer was killed %d times, and all delivered again"
                        + " after %,.0f ms (median; %,.0f to %,.0f)",
                seconds,
                loss,
                group.network().dropped(),
                restarts.size(),
                recovered[recovered.length / 2],
                recovered[0],
                recovered[recovered.length - 1]));
    }
}
