package org.ordercast.benchmarks.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.ordercast.benchmarks.contenders.Contender;
import org.ordercast.benchmarks.runs.Load;
import org.ordercast.benchmarks.runs.Measurement;

/**
 * Tables of what a comparison gave, one for each load: the middle of the runs, the least and the most. Ratios are taken between runs
 * of one round, which the machine met in one mood, and then the middle of those.
 */
public final class Report {

    private static final String NONE = "–";
    private static final double PERCENTILE = 99;

    private static final String RATE_HEAD =
            "| system | messages/s | %s is so many times as fast | CPU s per million | wire B per message | allocated B per message | peak MiB | failed |";
    private static final String RATE_RULE = "| --- | --- | --- | --- | --- | --- | --- | --- |";
    private static final String LATENCY_HEAD =
            "| system | messages/s | p50 µs | p99 µs at the publisher | p99 µs at the others | p99.9 µs | its p99 is so many times %s's | CPU s per million | failed |";
    private static final String LATENCY_RULE = "| --- | --- | --- | --- | --- | --- | --- | --- | --- |";

    private final Contender reference;
    private final List<Measurement> measurements;

    /**
     * A report.
     *
     * @param reference with whom the others are compared
     * @param measurements what the runs gave
     */
    public Report(Contender reference, List<Measurement> measurements) {
        this.reference = reference;
        this.measurements = List.copyOf(measurements);
    }

    /**
     * The tables, as Markdown.
     *
     * @return lines
     */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Load load : measurements.stream().map(Measurement::load).distinct().toList()) {
            lines.add("");
            lines.add("### " + load);
            lines.add("");
            boolean isPaced = load.rate() > 0;
            lines.add(String.format(Locale.ROOT, isPaced ? LATENCY_HEAD : RATE_HEAD, reference));
            lines.add(isPaced ? LATENCY_RULE : RATE_RULE);
            measurements.stream()
                    .filter(measurement -> measurement.load().equals(load))
                    .map(Measurement::contender)
                    .distinct()
                    .forEach(contender -> lines.add(isPaced ? latencyRow(load, contender) : rateRow(load, contender)));
        }
        lines.addAll(failures());
        return lines;
    }

    private String rateRow(Load load, Contender contender) {
        return row(
                contender.toString(),
                figure(load, contender, Measurement::rate, "%,.0f"),
                ratio(load, contender, Measurement::rate, false),
                figure(load, contender, Measurement::cpuPerMillion, "%.1f"),
                figure(load, contender, Measurement::wireBytesPerMessage, "%,.0f"),
                figure(load, contender, Measurement::allocatedPerMessage, "%,.0f"),
                figure(load, contender, measurement -> measurement.peakMemory() / (double) (1 << 20), "%,.0f"),
                failed(load, contender));
    }

    private String latencyRow(Load load, Contender contender) {
        return row(
                contender.toString(),
                figure(load, contender, Measurement::rate, "%,.0f"),
                figure(load, contender, of(Measurement::latencyAtOthers, 50), "%,.0f"),
                figure(load, contender, of(Measurement::latencyAtPublisher, PERCENTILE), "%,.0f"),
                figure(load, contender, of(Measurement::latencyAtOthers, PERCENTILE), "%,.0f"),
                figure(load, contender, of(Measurement::latencyAtOthers, 99.9), "%,.0f"),
                ratio(load, contender, of(Measurement::latencyAtOthers, PERCENTILE), true),
                figure(load, contender, Measurement::cpuPerMillion, "%.1f"),
                failed(load, contender));
    }

    private static ToDoubleFunction<Measurement> of(Function<Measurement, Histogram> histogram, double percentile) {
        return measurement -> histogram.apply(measurement).getValueAtPercentile(percentile) / 1e3;
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private String figure(Load load, Contender contender, ToDoubleFunction<Measurement> figure, String format) {
        List<Double> values =
                succeeded(load, contender).stream().map(figure::applyAsDouble).toList();
        return values.isEmpty() ? NONE : Figure.of(values).text(format);
    }

    private String ratio(Load load, Contender contender, ToDoubleFunction<Measurement> figure, boolean ofOther) {
        List<Double> ratios = new ArrayList<>();
        for (Measurement other : succeeded(load, contender)) {
            ofRound(load, other.round()).ifPresent(own -> {
                double ratio = figure.applyAsDouble(own) / figure.applyAsDouble(other);
                ratios.add(ofOther ? 1 / ratio : ratio);
            });
        }
        return contender.equals(reference) || ratios.isEmpty()
                ? NONE
                : Figure.of(ratios).text("%.2f");
    }

    private Optional<Measurement> ofRound(Load load, int round) {
        return succeeded(load, reference).stream()
                .filter(measurement -> measurement.round() == round)
                .findFirst();
    }

    private List<Measurement> succeeded(Load load, Contender contender) {
        return runs(load, contender).stream()
                .filter(measurement -> measurement.failure().isEmpty())
                .toList();
    }

    private List<Measurement> runs(Load load, Contender contender) {
        return measurements.stream()
                .filter(measurement -> measurement.load().equals(load)
                        && measurement.contender().equals(contender))
                .toList();
    }

    private String failed(Load load, Contender contender) {
        int runs = runs(load, contender).size();
        return String.format(
                Locale.ROOT, "%d of %d", runs - succeeded(load, contender).size(), runs);
    }

    private List<String> failures() {
        List<String> lines = new ArrayList<>();
        for (Measurement measurement : measurements) {
            measurement
                    .failure()
                    .ifPresent(reason -> lines.add("- " + measurement.contender() + ", " + measurement.load()
                            + ", round " + measurement.round() + ": " + reason));
        }
        if (!lines.isEmpty()) {
            lines.addAll(0, List.of("", "Failed runs:", ""));
        }
        return lines;
    }
}
