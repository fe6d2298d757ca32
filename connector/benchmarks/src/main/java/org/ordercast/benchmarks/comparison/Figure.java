package org.ordercast.benchmarks.comparison;

import java.util.Collection;
import java.util.Locale;

/**
 * One figure of several runs: the middle, the least and the most.
 *
 * @param median the middle one, or the mean of both middle ones
 * @param least the least
 * @param most the most
 */
public record Figure(double median, double least, double most) {

    /**
     * Of what runs gave.
     *
     * @param values one value a run, at least one
     * @return the figure
     */
    public static Figure of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        return new Figure(median, sorted[0], sorted[sorted.length - 1]);
    }

    /**
     * The figure for a table.
     *
     * @param format of each of the three numbers
     * @return the middle, and in brackets the least and the most
     */
    public String text(String format) {
        return String.format(Locale.ROOT, format + " (" + format + " – " + format + ")", median, least, most);
    }
}
