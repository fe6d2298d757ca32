package org.ordercast.benchmarks.plots;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ordercast.benchmarks.comparison.Figure;

/**
 * Bars from left to right, a row for each system: as long as the middle of its runs, with a whisker from the least to the most, and the
 * middle as a number behind it.
 */
final class BarPanel {

    /** How high a system's row is. */
    static final double ROW = 34;

    /** How much there is above the first row, and below the last. */
    static final double HEAD = 30;

    private static final double FOOT = 24;
    private static final double BAR = 18;
    private static final double CAP = 4;
    private static final double NUMBER_WIDTH = 84;
    private static final int TICKS = 4;

    private final String heading;
    private final List<SystemRuns> systems;
    private final ToDoubleFunction<PlottedRun> value;
    private final Palette palette;

    BarPanel(String heading, List<SystemRuns> systems, ToDoubleFunction<PlottedRun> value, Palette palette) {
        this.heading = heading;
        this.systems = systems;
        this.value = value;
        this.palette = palette;
    }

    static double height(int systems) {
        return HEAD + systems * ROW + FOOT;
    }

    /** Draws the names of systems, each beside its row and ending at x, and how many of their runs failed. */
    static void drawNames(Svg svg, double x, double top, List<SystemRuns> systems) {
        for (int row = 0; row < systems.size(); row++) {
            SystemRuns system = systems.get(row);
            boolean noted = !system.failures().isEmpty();
            double foot = middle(top, row) + (noted ? -2 : 4.5);
            svg.text(x, foot, system.contender().toString(), Palette.isOwn(system.contender()) ? "own end" : "end");
            if (noted) {
                svg.text(x, foot + 14, system.failures(), "quiet small end");
            }
        }
    }

    void draw(Svg svg, double left, double top, double width) {
        svg.text(left, top + 12, heading, "heading");
        double most = systems.stream()
                .flatMap(system -> system.figure(value).stream())
                .mapToDouble(Figure::most)
                .max()
                .orElse(1);
        double pixels = (width - NUMBER_WIDTH) / most;
        drawGrid(svg, left, top, most, pixels);
        for (int row = 0; row < systems.size(); row++) {
            SystemRuns system = systems.get(row);
            double middle = middle(top, row);
            system.figure(value).ifPresent(figure -> drawBar(svg, system, figure, left, middle, pixels));
        }
        svg.line(left, top + HEAD, left, bottom(top), "base");
    }

    private void drawBar(Svg svg, SystemRuns system, Figure figure, double left, double middle, double pixels) {
        boolean own = Palette.isOwn(system.contender());
        svg.rectangle(left, middle - BAR / 2, figure.median() * pixels, BAR, 2, palette.fill(system.contender()));
        double least = left + figure.least() * pixels;
        double most = left + figure.most() * pixels;
        if (most - least >= 1) {
            svg.line(least, middle, most, middle, "whisker");
            svg.line(least, middle - CAP, least, middle + CAP, "whisker");
            svg.line(most, middle - CAP, most, middle + CAP, "whisker");
        }
        svg.text(most + 8, middle + 4.5, Numbers.rounded(figure.median()), own ? "own" : "");
    }

    private void drawGrid(Svg svg, double left, double top, double most, double pixels) {
        double step = step(most / TICKS);
        for (int i = 0; i * step <= most; i++) {
            double x = left + i * step * pixels;
            svg.line(x, top + HEAD, x, bottom(top), "grid");
            svg.text(x, bottom(top) + 16, Numbers.brief(i * step), "quiet small middle");
        }
    }

    private double bottom(double top) {
        return top + HEAD + systems.size() * ROW;
    }

    private static double middle(double top, int row) {
        return top + HEAD + (row + 0.5) * ROW;
    }

    /** The next of 1, 2, 5, 10, 20, 50 … */
    static double step(double atLeast) {
        double decade = Math.pow(10, Math.floor(Math.log10(atLeast)));
        for (double step : new double[] {1, 2, 5}) {
            if (step * decade >= atLeast) {
                return step * decade;
            }
        }
        return 10 * decade;
    }
}
