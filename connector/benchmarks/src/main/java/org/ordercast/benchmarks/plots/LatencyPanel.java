package org.ordercast.benchmarks.plots;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ordercast.benchmarks.comparison.Figure;

/**
 * A line for each system from percentile to percentile of its latency, on a logarithmic axis: the middle of its runs, with a thin line
 * from the least to the most. Each is named where it ends.
 */
final class LatencyPanel {

    private static final List<String> PERCENTILES = List.of("p50", "p90", "p99", "p99.9", "max");
    private static final double HEAD = 30;
    private static final double FOOT = 24;
    private static final double AXIS_WIDTH = 58;
    /** How far behind the last percentile names begin, and how many letters there are behind a name. */
    private static final double NAMES_GAP = 30;

    private static final int MORE_LETTERS = ", p99 1.23 ms".length();
    private static final double NAME_HEIGHT = 17;
    /** How far systems stand apart at one percentile, so that their spreads do not hide each other. */
    private static final double APART = 5;

    private final List<SystemRuns> systems;
    private final Palette palette;
    private final double lowest;
    private final double highest;

    /** What is measured gives a latency; systems whose runs all failed are not shown. */
    LatencyPanel(List<SystemRuns> all, Palette palette) {
        this.systems =
                all.stream().filter(system -> system.latency("p50").isPresent()).toList();
        this.palette = palette;
        List<Figure> figures = figures();
        double least = figures.stream().mapToDouble(Figure::least).min().orElse(1);
        double most = figures.stream().mapToDouble(Figure::most).max().orElse(1);
        this.lowest = Math.floor(2 * logarithm(least)) / 2;
        this.highest = Math.max(lowest + 1, Math.ceil(2 * logarithm(most)) / 2);
    }

    /** Of a time; what is shorter than a microsecond counts as one. */
    private static double logarithm(double micros) {
        return Math.log10(Math.max(1, micros));
    }

    private List<Figure> figures() {
        return systems.stream().flatMap(system -> figures(system).stream()).toList();
    }

    private static List<Figure> figures(SystemRuns system) {
        return PERCENTILES.stream()
                .flatMap(percentile -> system.latency(percentile).stream())
                .toList();
    }

    void draw(Svg svg, double left, double top, double width, double height) {
        svg.text(left, top + 12, "Latency until others have it (less is better)", "heading");
        double names = NAMES_GAP + palette.nameWidth(MORE_LETTERS);
        Field field = new Field(left + AXIS_WIDTH, top + HEAD, width - AXIS_WIDTH - names, height - HEAD - FOOT);
        drawGrid(svg, field);
        List<Name> lineEnds = new ArrayList<>();
        // Ordercast, which comes first, is drawn last: on top.
        for (int i = systems.size() - 1; i >= 0; i--) {
            lineEnds.add(drawLine(svg, field, systems.get(i), i));
        }
        drawNames(svg, field, lineEnds);
    }

    private void drawGrid(Svg svg, Field field) {
        for (int decade = (int) Math.ceil(lowest); decade <= highest; decade++) {
            double y = field.y(Math.pow(10, decade));
            svg.line(field.left, y, field.right(), y, "grid");
            svg.text(field.left - 8, y + 4, Numbers.time(Math.pow(10, decade)), "quiet small end");
        }
        for (int i = 0; i < PERCENTILES.size(); i++) {
            double x = field.x(i, 0);
            svg.line(x, field.top, x, field.bottom(), "grid");
            svg.text(x, field.bottom() + 16, PERCENTILES.get(i), "quiet small middle");
        }
    }

    private Name drawLine(Svg svg, Field field, SystemRuns system, int place) {
        boolean own = Palette.isOwn(system.contender());
        String stroke = palette.stroke(system.contender());
        double aside = (place - (systems.size() - 1) / 2.0) * APART;
        List<Figure> figures = figures(system);
        double[] points = new double[2 * figures.size()];
        for (int i = 0; i < figures.size(); i++) {
            Figure figure = figures.get(i);
            double x = field.x(i, aside);
            points[2 * i] = x;
            points[2 * i + 1] = field.y(figure.median());
            svg.line(x, field.y(figure.least()), x, field.y(figure.most()), stroke + " spread");
        }
        svg.path(points, stroke + (own ? " strong" : ""));
        for (int i = 0; i < points.length; i += 2) {
            svg.circle(points[i], points[i + 1], own ? 4 : 2.6, palette.fill(system.contender()));
        }
        return new Name(system, points[points.length - 2], points[points.length - 1]);
    }

    /** Names stand in the order in which lines end, and move apart until each has room. */
    private void drawNames(Svg svg, Field field, List<Name> names) {
        names.sort(Comparator.comparingDouble(Name::y));
        double lowestFree = field.top + 4;
        double[] places = new double[names.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = Math.max(names.get(i).y, lowestFree);
            lowestFree = places[i] + NAME_HEIGHT;
        }
        double highestFree = field.bottom();
        for (int i = places.length - 1; i >= 0; i--) {
            places[i] = Math.min(places[i], highestFree);
            highestFree = places[i] - NAME_HEIGHT;
        }
        double x = field.right() + NAMES_GAP;
        for (int i = 0; i < places.length; i++) {
            Name name = names.get(i);
            SystemRuns system = name.system;
            svg.path(
                    new double[] {name.x + 6, name.y, x - 12, places[i], x - 4, places[i]},
                    palette.stroke(system.contender()) + " leader");
            String p99 = Numbers.time(system.latency("p99").orElseThrow().median());
            svg.text(
                    x,
                    places[i] + 4.5,
                    system.contender() + ", p99 " + p99,
                    Palette.isOwn(system.contender()) ? "own" : "");
        }
    }

    /** Where a system's line ends. */
    private record Name(SystemRuns system, double x, double y) {}

    /** Where percentiles and times are. */
    private final class Field {

        private final double left;
        private final double top;
        private final double width;
        private final double height;

        Field(double left, double top, double width, double height) {
            this.left = left;
            this.top = top;
            this.width = width;
            this.height = height;
        }

        double right() {
            return left + width;
        }

        double bottom() {
            return top + height;
        }

        double x(int percentile, double aside) {
            return left + width * (percentile + 0.5) / PERCENTILES.size() + aside;
        }

        double y(double micros) {
            return bottom() - height * (logarithm(micros) - lowest) / (highest - lowest);
        }
    }
}
