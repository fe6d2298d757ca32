package org.ordercast.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ordercast.benchmarks.comparison.Comparison;
import org.ordercast.benchmarks.comparison.Options;
import org.ordercast.benchmarks.comparison.Report;
import org.ordercast.benchmarks.plots.Plots;
import org.ordercast.benchmarks.runs.Measurement;

/**
 * Ordercast beside its peers and beside what the machine allows: three members in three processes, every message checked at every
 * member. Messages a second at the slowest member where publishers send all they can, and latencies where they send at a fixed
 * rate. Prints a line of JSON for each run, then tables of medians, and draws pictures.
 */
public final class SideBySide {

    private SideBySide() {}

    /**
     * Runs the comparison.
     *
     * @param arguments options, as {@link Options} says
     * @throws IOException if results cannot be written
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = new Options(arguments);
        Comparison comparison = options.comparison();
        List<Measurement> measurements = comparison.run();
        List<String> report = new ArrayList<>(new Report(comparison.contenders().get(0), measurements).lines());
        report.forEach(System.out::println);
        Path runs = comparison.directory().resolve(Comparison.RUNS);
        Path pictures = options.plots();
        Plots plots = Plots.of(runs);
        plots.writeTo(pictures);
        report.addAll(plots.links(comparison
                .directory()
                .toAbsolutePath()
                .relativize(pictures.toAbsolutePath())
                .toString()));
        Path file = comparison.directory().resolve("report.md");
        Files.write(file, report, StandardCharsets.UTF_8);
        System.out.println();
        System.out.println(file + " has these tables, " + runs + " each run, and " + pictures + " pictures of them");
    }
}
