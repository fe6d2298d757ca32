package org.ordercast.benchmarks.plots;

import java.util.List;
import java.util.Locale;
import org.ordercast.benchmarks.runs.Load;
import org.ordercast.benchmarks.systems.Frames;

/**
 * The picture of one load: messages a second where publishers send all they can, or latencies where they send at a fixed rate; and
 * beside that, what processor time it took.
 *
 * @param load the load
 * @param systems which systems met it, and how
 */
record LoadPlot(Load load, List<SystemRuns> systems) {

    private static final double WIDTH = 1_120;
    private static final double MARGIN = 24;
    private static final double TOP = 74;
    private static final double GAP = 30;
    private static final double RATE_WIDTH = 670;
    private static final double LATENCY_WIDTH = 620;
    private static final double LATENCY_HEIGHT = 300;
    private static final String CPU = "CPU s per million (less is better)";

    LoadPlot {
        systems = List.copyOf(systems);
    }

    /** The name of the picture's file, from what the load is. */
    String fileName() {
        return String.format(
                Locale.ROOT,
                "%s-%db-%dof%d-%s%s%s%s.svg",
                load.rate() == 0 ? "throughput" : "latency",
                load.payload(),
                load.publishers(),
                load.members(),
                load.frames() == Frames.ETHERNET ? "ethernet" : "loopback",
                load.rate() == 0 ? "" : "-" + load.rate() + "ps",
                load.inFlight() == 0 ? "" : "-" + load.inFlight() + "atonce",
                load.loss() == 0 ? "" : String.format(Locale.ROOT, "-loss%.0f", load.loss() * 100));
    }

    /** The picture. */
    String svg(Palette palette) {
        boolean paced = load.rate() > 0;
        double rows = BarPanel.height(systems.size());
        double height = TOP + (paced ? Math.max(rows, LATENCY_HEIGHT) : rows) + MARGIN / 2;
        Svg svg = new Svg(WIDTH, height, load.toString(), palette.style());
        svg.rectangle(0.5, 0.5, WIDTH - 1, height - 1, 8, "ground");
        svg.text(MARGIN, 34, load.toString(), "title");
        svg.text(MARGIN, 55, subtitle(), "quiet");
        BarPanel cpu = new BarPanel(CPU, systems, PlottedRun::cpu, palette);
        if (paced) {
            new LatencyPanel(systems, palette).draw(svg, MARGIN, TOP, LATENCY_WIDTH, LATENCY_HEIGHT);
            drawNamed(cpu, svg, palette, MARGIN + LATENCY_WIDTH + GAP, WIDTH - MARGIN);
        } else {
            drawNamed(
                    new BarPanel("Messages/s (more is better)", systems, PlottedRun::rate, palette),
                    svg,
                    palette,
                    MARGIN,
                    MARGIN + RATE_WIDTH);
            double second = MARGIN + RATE_WIDTH + GAP;
            cpu.draw(svg, second, TOP, WIDTH - MARGIN - second);
        }
        return svg.end();
    }

    private void drawNamed(BarPanel panel, Svg svg, Palette palette, double left, double right) {
        double bars = left + palette.nameWidth(2);
        BarPanel.drawNames(svg, bars - 10, TOP, systems);
        panel.draw(svg, bars, TOP, right - bars);
    }

    private String subtitle() {
        int runs =
                systems.stream().mapToInt(system -> system.runs().size()).max().orElse(0);
        String what = load.rate() == 0 ? "at the slowest member" : "from the moment at which a message was to be sent";
        return String.format(
                Locale.ROOT, "Median of %d run%s, and least to most; %s", runs, runs == 1 ? "" : "s", what);
    }
}
