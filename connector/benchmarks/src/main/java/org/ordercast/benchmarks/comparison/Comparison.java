package org.ordercast.benchmarks.comparison;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.ordercast.benchmarks.contenders.Contender;
import org.ordercast.benchmarks.runs.GroupRun;
import org.ordercast.benchmarks.runs.JavaOptions;
import org.ordercast.benchmarks.runs.Load;
import org.ordercast.benchmarks.runs.Measurement;
import org.ordercast.benchmarks.runs.Timing;

/**
 * Several systems under several loads, several times. Within a round each load meets one system right after the other, in an order
 * that changes from round to round, so that a change of the machine's mood meets all of them.
 *
 * @param contenders the systems; the others are compared with the first
 * @param loads the loads
 * @param rounds how many times each system meets each load
 * @param timing how long a run takes
 * @param java what runs the members
 * @param directory where results and members' error outputs go
 */
public record Comparison(
        List<Contender> contenders, List<Load> loads, int rounds, Timing timing, JavaOptions java, Path directory) {

    /** The file, in that directory, with a line of JSON for each run. */
    public static final String RUNS = "runs.jsonl";

    /**
     * Keeps its own copies of the lists.
     *
     * @param contenders as {@link #contenders()} says
     * @param loads as {@link #loads()} says
     * @param rounds as {@link #rounds()} says
     * @param timing as {@link #timing()} says
     * @param java as {@link #java()} says
     * @param directory as {@link #directory()} says
     */
    public Comparison {
        contenders = List.copyOf(contenders);
        loads = List.copyOf(loads);
    }

    /**
     * Runs everything. Prints each run as it ends, and writes it as a line of JSON to {@link #RUNS}.
     *
     * @return what the runs gave, in their order
     * @throws IOException if results cannot be written
     * @throws InterruptedException if the calling thread was interrupted
     */
    public List<Measurement> run() throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Duration expected = timing.expected().multipliedBy(runs());
        System.out.printf(
                Locale.ROOT, "%d runs, about %d minutes in all if none stalls%n", runs(), expected.toMinutes() + 1);
        List<Measurement> measurements = new ArrayList<>();
        try (Writer file = Files.newBufferedWriter(directory.resolve(RUNS))) {
            for (int round = 1; round <= rounds; round++) {
                for (Load load : loads) {
                    List<Contender> turns = contendersFor(load);
                    Collections.rotate(turns, 1 - round);
                    for (Contender contender : turns) {
                        Measurement measurement = new GroupRun(contender, load, timing, java, directory).run(round);
                        measurements.add(measurement);
                        file.write(measurement.json() + System.lineSeparator());
                        file.flush();
                        System.out.println(measurement.json());
                    }
                }
            }
        }
        return measurements;
    }

    private int runs() {
        return rounds
                * loads.stream().mapToInt(load -> contendersFor(load).size()).sum();
    }

    private List<Contender> contendersFor(Load load) {
        List<Contender> able = new ArrayList<>(contenders);
        able.removeIf(contender -> !contender.system().supports(load.frames(), load.loss()));
        return able;
    }
}
