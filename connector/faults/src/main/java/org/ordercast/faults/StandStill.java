package org.ordercast.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.ordercast.faults.group.Fault;
import org.ordercast.faults.group.GroupPlan;
import org.ordercast.faults.group.Trial;

/** What a receiver that stands still for 30 s costs the others, whose publishers publish as fast as they may. */
public final class StandStill {

    private StandStill() {}

    /**
     * Measures it.
     *
     * @param arguments how many times, 3 where it is not given
     * @throws IOException if no directory can be had
     */
    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        List<Trial> trials = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Trial trial =
                    Trial.of(Fault.FOLLOWER_STOPPED_LONG, GroupPlan.SATURATED, Files.createTempDirectory("faults"));
            System.out.println(trial);
            trials.add(trial);
        }
        System.out.println(String.format(
                Locale.ROOT,
                "medians: %,.0f messages/s before, %,.0f while it stands still, %.2f s until it has everything",
                median(trials, Trial::before),
                median(trials, Trial::during),
                median(trials, trial -> trial.recoveryNanos() / 1e9)));
    }

    private static double median(List<Trial> trials, ToDoubleFunction<Trial> figure) {
        return trials.stream().mapToDouble(figure).sorted().toArray()[trials.size() / 2];
    }
}
