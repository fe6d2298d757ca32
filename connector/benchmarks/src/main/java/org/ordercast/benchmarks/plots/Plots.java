package org.ordercast.benchmarks.plots;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ordercast.benchmarks.contenders.Contender;
import org.ordercast.benchmarks.runs.Load;

/** Pictures of the runs in a file, one for each load. */
public final class Plots {

    private final List<LoadPlot> plots = new ArrayList<>();
    private final Palette palette;

    private Plots(List<PlottedRun> runs) {
        palette = new Palette(runs.stream().map(PlottedRun::contender).toList());
        Map<Load, Map<Contender, List<PlottedRun>>> loads = new LinkedHashMap<>();
        for (PlottedRun run : runs) {
            loads.computeIfAbsent(run.load(), load -> new LinkedHashMap<>())
                    .computeIfAbsent(run.contender(), contender -> new ArrayList<>())
                    .add(run);
        }
        loads.forEach((load, systems) -> plots.add(new LoadPlot(
                load,
                systems.entrySet().stream()
                        .map(entry -> new SystemRuns(entry.getKey(), entry.getValue()))
                        .toList())));
    }

    /**
     * Reads runs.
     *
     * @param runs the file that a comparison wrote, a line of JSON for each run
     * @return the pictures of them
     * @throws IOException if the file cannot be read
     */
    public static Plots of(Path runs) throws IOException {
        return new Plots(PlottedRun.read(runs));
    }

    /**
     * Writes the pictures.
     *
     * @param directory where to; made if it is not there
     * @throws IOException if they cannot be written
     */
    public void writeTo(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (LoadPlot plot : plots) {
            Files.writeString(directory.resolve(plot.fileName()), plot.svg(palette), StandardCharsets.UTF_8);
        }
    }

    /**
     * The pictures as a page shows them, in Markdown.
     *
     * @param directory the directory that they are in, as seen from the page
     * @return lines
     */
    public List<String> links(String directory) {
        return plots.stream()
                .flatMap(plot ->
                        List.of("", "![" + plot.load() + "](" + directory + "/" + plot.fileName() + ")").stream())
                .toList();
    }
}
