package org.ordercast.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.ordercast.faults.group.Fault;
import org.ordercast.faults.group.GroupPlan;
import org.ordercast.faults.group.Trial;

/** Does each fault several times, in turns, and prints a table with the medians. */
public final class RecoveryTimes {

    private RecoveryTimes() {}

    /**
     * Runs all trials.
     *
     * @param arguments how many times each fault is done, 5 where it is not given; then, if not all, which faults
     * @throws IOException if no directory can be had for them
     */
    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        List<Fault> faults = arguments.length > 1
                ? Stream.of(arguments).skip(1).map(Fault::valueOf).toList()
                : List.of(Fault.values());
        Map<Fault, List<Trial>> trials = new EnumMap<>(Fault.class);
        for (int round = 0; round < rounds; round++) {
            for (Fault fault : faults) {
                Trial trial = Trial.of(fault, GroupPlan.DEFAULT, Files.createTempDirectory("faults"));
                System.out.println(trial);
                trials.merge(
                        fault,
                        List.of(trial),
                        (before, more) ->
                                Stream.concat(before.stream(), more.stream()).toList());
            }
        }
        System.out.println();
        System.out.println("| fault | what was done | messages/s before, during | recovery time | least – most |");
        System.out.println("| --- | --- | --- | --- | --- |");
        trials.forEach(RecoveryTimes::printRow);
    }

    private static void printRow(Fault fault, List<Trial> trials) {
        double[] millis = trials.stream()
                .mapToDouble(trial -> trial.recoveryNanos() / 1e6)
                .sorted()
                .toArray();
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %s | %,.0f, %,.0f | %,.0f ms | %,.0f – %,.0f ms |",
                fault.kind(),
                fault.done(),
                median(trials.stream().mapToDouble(Trial::before).sorted().toArray()),
                median(trials.stream().mapToDouble(Trial::during).sorted().toArray()),
                median(millis),
                millis[0],
                millis[millis.length - 1]));
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }
}
