package org.ordercast.benchmarks.comparison;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.ordercast.benchmarks.contenders.Contender;
import org.ordercast.benchmarks.runs.JavaOptions;
import org.ordercast.benchmarks.runs.Load;
import org.ordercast.benchmarks.runs.Timing;
import org.ordercast.benchmarks.systems.Frames;

/** What a comparison is asked for, as arguments of the form {@code name=value}; lists have commas between their values. */
public final class Options {

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("systems", "ordercast,jgroups,jgroups-tuned,jgroups-nakack4,jgroups-sequencer2,aeron,floor"),
            Map.entry("payloads", "100,1024,10240,1048576"),
            Map.entry("publishers", "1,3"),
            Map.entry("frames", "loopback,ethernet"),
            Map.entry("loss", "0"),
            Map.entry("members", Integer.toString(Load.MEMBERS)),
            Map.entry("rounds", "3"),
            Map.entry("warmUp", "5"),
            Map.entry("seconds", "5"),
            Map.entry("rates", "20000"),
            Map.entry("ratePayloads", "1024"),
            Map.entry(
                    "java",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString()),
            Map.entry("heap", "1g"),
            Map.entry("directory", Path.of("target", "side-by-side").toString()),
            Map.entry("runs", ""),
            Map.entry("benchmarks", ".*"),
            Map.entry("plots", ""));

    private final Map<String, String> values = new TreeMap<>(DEFAULTS);

    /**
     * Reads options.
     *
     * @param arguments each {@code name=value}; what is not given, or empty, has its default
     */
    public Options(String... arguments) {
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (equals < 0 || !DEFAULTS.containsKey(name)) {
                throw new IllegalArgumentException(
                        "'" + argument + "' is not known; name=value with one of the names " + values.keySet());
            }
            if (equals + 1 < argument.length()) {
                values.put(name, argument.substring(equals + 1));
            }
        }
    }

    /**
     * The comparison of the systems that are asked for under each combination of what loads are asked for.
     *
     * @return the comparison
     */
    public Comparison comparison() {
        return comparison(contenders(), loads());
    }

    /**
     * A comparison under other loads, as many times, as long, and with the same Java.
     *
     * @param contenders the systems
     * @param loads the loads
     * @return the comparison
     */
    public Comparison comparison(List<Contender> contenders, List<Load> loads) {
        Timing timing = new Timing(seconds("warmUp"), seconds("seconds"));
        return new Comparison(
                contenders,
                loads,
                Integer.parseInt(value("rounds")),
                timing,
                new JavaOptions(Path.of(value("java")), value("heap")),
                directory());
    }

    /**
     * The systems.
     *
     * @return at least one
     */
    public List<Contender> contenders() {
        return list("systems", Contender::of);
    }

    /**
     * Which of the benchmarks of single parts.
     *
     * @return a regular expression that is found in their names
     */
    public String benchmarks() {
        return value("benchmarks");
    }

    /**
     * The directory of all that is written.
     *
     * @return where it is
     */
    public Path directory() {
        return Path.of(value("directory"));
    }

    /**
     * The file with a line of JSON for each run.
     *
     * @return where it is
     */
    public Path runs() {
        return inDirectory("runs", Comparison.RUNS);
    }

    /**
     * The directory of the pictures.
     *
     * @return where it is
     */
    public Path plots() {
        return inDirectory("plots", "plots");
    }

    private Path inDirectory(String name, String fileName) {
        return value(name).isEmpty() ? directory().resolve(fileName) : Path.of(value(name));
    }

    private List<Load> loads() {
        List<Load> loads = new ArrayList<>();
        for (Frames frames : list("frames", text -> Frames.valueOf(text.toUpperCase(Locale.ROOT)))) {
            for (int members : list("members", Integer::valueOf)) {
                for (int publishers : list("publishers", Integer::valueOf)) {
                    for (double loss : list("loss", Double::valueOf)) {
                        for (int payload : list("payloads", Integer::valueOf)) {
                            loads.add(Load.saturating(payload, publishers, frames)
                                    .withMembers(members)
                                    .withLoss(loss));
                        }
                        loads.addAll(pacedLoads(frames, members, publishers, loss));
                    }
                }
            }
        }
        return loads;
    }

    private List<Load> pacedLoads(Frames frames, int members, int publishers, double loss) {
        List<Load> loads = new ArrayList<>();
        for (int payload : list("ratePayloads", Integer::valueOf)) {
            for (int rate : list("rates", Integer::valueOf)) {
                if (rate > 0) {
                    loads.add(Load.saturating(payload, publishers, frames)
                            .withMembers(members)
                            .withLoss(loss)
                            .withRate(rate));
                }
            }
        }
        return loads;
    }

    private Duration seconds(String name) {
        return Duration.ofMillis(Math.round(Double.parseDouble(value(name)) * 1000));
    }

    private <T> List<T> list(String name, Function<String, T> element) {
        return Arrays.stream(value(name).split(",", -1))
                .filter(text -> !text.isEmpty())
                .map(String::strip)
                .map(element)
                .toList();
    }

    private String value(String name) {
        return values.getOrDefault(name, "");
    }
}
