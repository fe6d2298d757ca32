package org.ordercast.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ordercast.engine.Durability;

/**
 * How fast the log on disk is written and read, beside a plain file on the same disk in the same run, and how long a log of
 * ten gibibytes takes to be recovered after its process was killed. Rounds take turns; medians are printed.
 */
public final class LogRates {

    private static final long BYTES = 2L << 30;
    private static final long GIBI = 1L << 30;

    private LogRates() {}

    /**
     * Measures, and prints a table.
     *
     * @param arguments how many rounds, 3 where it is not given; then of how many gibibytes the log is that is recovered, 10.
     *     Or {@code fill} with a directory and a number of bytes: fills a log, and halts
     * @throws IOException if the disk fails
     * @throws InterruptedException if the run is interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length > 0 && arguments[0].equals("fill")) {
            FilledLog.fill(Path.of(arguments[1]), Long.parseLong(arguments[2]), Durability.OS, false);
            Runtime.getRuntime().halt(0);
        }
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        long recovered = (arguments.length > 1 ? Long.parseLong(arguments[1]) : 10) * GIBI;
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            measureRates(figures);
        }
        measureRecovery(figures, recovered, rounds);
        System.out.println("| | median | least – most |");
        System.out.println("| --- | --- | --- |");
        figures.forEach(LogRates::printRow);
    }

    private static void measureRates(Map<String, List<Double>> figures) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("log-rates");
        RawDisk.forget(directory);
        Path file = directory.resolve("file");
        double written = RawDisk.write(file, BYTES);
        note(figures, "a file is written and forced, MB/s", BYTES / written / 1e6);
        RawDisk.forget(directory);
        note(figures, "a file is read from the disk, MB/s", BYTES / RawDisk.read(file) / 1e6);
        note(figures, "a file is read from memory, MB/s", BYTES / RawDisk.read(file) / 1e6);
        RawDisk.delete(directory);
        for (Durability durability : new Durability[] {Durability.OS, Durability.DISK}) {
            Path log = Files.createTempDirectory("log-rates");
            double filled = FilledLog.fill(log, BYTES, durability, true);
            note(figures, "the log is appended to, durability " + durability + ", MB/s", BYTES / filled / 1e6);
            if (durability == Durability.OS) {
                RawDisk.forget(log);
                note(figures, "the log is replayed from the disk, MB/s", BYTES / FilledLog.replay(log) / 1e6);
                note(figures, "the log is replayed from memory, MB/s", BYTES / FilledLog.replay(log) / 1e6);
            }
            RawDisk.delete(log);
        }
    }

    private static void measureRecovery(Map<String, List<Double>> figures, long bytes, int rounds)
            throws IOException, InterruptedException {
        for (int round = 0; round < rounds; round++) {
            Path log = Files.createTempDirectory("log-rates");
            fillInAnotherProcess(log, bytes);
            RawDisk.forget(log);
            String size = String.format(Locale.ROOT, "a log of %.1f GiB", RawDisk.size(log) / (double) GIBI);
            note(figures, size + " is recovered after a kill, from the disk, ms", FilledLog.recover(log) * 1e3);
            RawDisk.delete(log);
        }
    }

    /** Whoever fills the log dies without closing it. */
    private static void fillInAnotherProcess(Path directory, long bytes) throws IOException, InterruptedException {
        int ended = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LogRates.class.getName(),
                        "fill",
                        directory.toString(),
                        Long.toString(bytes))
                .inheritIO()
                .start()
                .waitFor();
        if (ended != 0) {
            throw new IOException("the process that fills a log in " + directory + " ended with " + ended);
        }
    }

    private static void note(Map<String, List<Double>> figures, String name, double figure) {
        System.out.println(String.format(Locale.ROOT, "%s: %,.0f", name, figure));
        figures.computeIfAbsent(name, unused -> new ArrayList<>()).add(figure);
    }

    private static void printRow(String name, List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f – %,.0f |",
                name,
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1]));
    }
}
