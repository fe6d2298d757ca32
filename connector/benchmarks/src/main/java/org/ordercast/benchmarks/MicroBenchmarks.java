package org.ordercast.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.ordercast.benchmarks.comparison.Comparison;
import org.ordercast.benchmarks.comparison.Options;

/**
 * Parts of the engine alone, with JMH: so many processes as there are rounds, iterations of a second. Prints a table with the garbage
 * of each operation, and writes it and all that JMH says to files.
 */
public final class MicroBenchmarks {

    private static final String GARBAGE = "gc.alloc.rate.norm";

    private MicroBenchmarks() {}

    /**
     * Measures.
     *
     * @param arguments options, as {@link Options} says; of loads and systems, none is asked
     * @throws IOException if results cannot be written
     * @throws RunnerException if JMH fails
     */
    public static void main(String[] arguments) throws IOException, RunnerException {
        Options options = new Options(arguments);
        Comparison times = options.comparison();
        Path directory = options.directory();
        Files.createDirectories(directory);
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(options.benchmarks())
                        .forks(times.rounds())
                        .warmupIterations(seconds(times.timing().warmUp()))
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(seconds(times.timing().measured()))
                        .measurementTime(TimeValue.seconds(1))
                        .jvm(times.java().program().toString())
                        .jvmArgs("-Xmx" + times.java().heap())
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .resultFormat(ResultFormatType.JSON)
                        .result(directory.resolve("micro.json").toString())
                        .build())
                .run();
        List<String> table = table(results);
        table.forEach(System.out::println);
        Files.write(directory.resolve("micro.md"), table, StandardCharsets.UTF_8);
    }

    private static int seconds(Duration duration) {
        return Math.max(1, (int) duration.toSeconds());
    }

    private static List<String> table(Collection<RunResult> results) {
        List<String> lines = new ArrayList<>();
        lines.add("| what | with | ns | ± | garbage, B |");
        lines.add("| --- | --- | --- | --- | --- |");
        for (RunResult result : results) {
            Result<?> garbage =
                    Objects.requireNonNull(result.getSecondaryResults().get(GARBAGE), GARBAGE);
            BenchmarkParams what = result.getParams();
            Result<?> time = result.getPrimaryResult();
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %s | %,.1f | %,.1f | %,.1f |",
                    what.getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1"),
                    what.getParamsKeys().stream()
                            .map(key -> key + " " + what.getParam(key))
                            .collect(Collectors.joining(", ")),
                    time.getScore(),
                    time.getScoreError(),
                    garbage.getScore()));
        }
        return lines;
    }
}
