package org.ordercast.benchmarks.plots;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.ordercast.benchmarks.comparison.Figure;
import org.ordercast.benchmarks.contenders.Contender;

/**
 * One system's runs under one load.
 *
 * @param contender the system
 * @param runs at least one
 */
record SystemRuns(Contender contender, List<PlottedRun> runs) {

    SystemRuns {
        runs = List.copyOf(runs);
    }

    /** A figure of those runs that gave one. */
    Optional<Figure> figure(ToDoubleFunction<PlottedRun> value) {
        List<Double> values = runs.stream()
                .filter(run -> !run.hasFailed())
                .map(value::applyAsDouble)
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(Figure.of(values));
    }

    /** A percentile of the latency, in microseconds. */
    Optional<Figure> latency(String percentile) {
        List<Double> values = runs.stream()
                .filter(PlottedRun::hasLatency)
                .map(run -> run.latency(percentile))
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(Figure.of(values));
    }

    /** How many of the runs failed, as a note; empty where none did. */
    String failures() {
        long failed = runs.stream().filter(PlottedRun::hasFailed).count();
        return failed == 0 ? "" : String.format(Locale.ROOT, "%d of %d runs failed", failed, runs.size());
    }
}
