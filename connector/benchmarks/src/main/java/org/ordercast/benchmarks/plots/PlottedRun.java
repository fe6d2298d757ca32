package org.ordercast.benchmarks.plots;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.ordercast.benchmarks.contenders.Contender;
import org.ordercast.benchmarks.runs.Load;
import org.ordercast.benchmarks.runs.Measurement;
import org.ordercast.benchmarks.systems.Frames;

/**
 * What a picture shows of a run, read from the line that {@link Measurement#json} wrote.
 *
 * @param contender which system
 * @param load what was sent
 * @param figures all that the line says; without figures, if the run failed
 */
record PlottedRun(Contender contender, Load load, JsonObject figures) {

    /** All runs of a file, in their order. */
    static List<PlottedRun> read(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank()).map(PlottedRun::of).toList();
        }
    }

    private static PlottedRun of(String line) {
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            JsonObject run = reader.readObject();
            Load load = new Load(
                    run.getInt("payload"),
                    run.getInt("members"),
                    run.getInt("publishers"),
                    Frames.valueOf(run.getString("frames").toUpperCase(Locale.ROOT)),
                    run.getInt("targetRate"),
                    run.getInt("inFlight"),
                    number(run, "loss"));
            return new PlottedRun(Contender.of(run.getString("system")), load, run);
        }
    }

    boolean hasFailed() {
        return figures.containsKey("failure");
    }

    /** Messages a second at the slowest member. */
    double rate() {
        return number(figures, "rate");
    }

    /** Seconds of processor time for a million messages, all processes together. */
    double cpu() {
        return number(figures, "cpuSecondsPerMillion");
    }

    /** Whether it says how long messages took until they were at the members that had not published them. */
    boolean hasLatency() {
        return figures.containsKey("latencyAtOthersMicros");
    }

    /** One of those percentiles, in microseconds. */
    double latency(String percentile) {
        return number(figures.getJsonObject("latencyAtOthersMicros"), percentile);
    }

    private static double number(JsonObject object, String name) {
        return object.getJsonNumber(name).doubleValue();
    }
}
